/** A timer that runs once at a time: what would start it again while it runs does not put it off. */
export class OneTimer {
  private running: NodeJS.Timeout | undefined;

  constructor(
    private readonly afterMs: number,
    private readonly call: () => void,
  ) {}

  start(): void {
    this.running ??= setTimeout(() => {
      this.running = undefined;
      this.call();
    }, this.afterMs);
  }

  stop(): void {
    clearTimeout(this.running);
    this.running = undefined;
  }
}
