/** How many tasks {@link TurnsByUser} takes. */
export interface TurnLimits {
  /** At once. */
  readonly running: number;
  /** Of all users together that wait. */
  readonly waiting: number;
  /** Of one user that wait. */
  readonly waitingOfUser: number;
}

/** A task has not begun: too many wait already, of its user or of all, or its time was over before its turn. */
export class NoTurn extends Error {
  override readonly name = 'NoTurn';
}

/**
 * Runs a few tasks at once and takes those that wait in turns from their users: of whoever asks for a hundred,
 * another who asks for one waits for those under way and one more.
 */
export class TurnsByUser {
  /** The user whose turn is next comes first; nobody is in it who has nothing that waits. */
  private readonly waiting = new Map<string, Set<() => void>>();
  private running = 0;

  constructor(private readonly limits: TurnLimits) {}

  /** Runs a task when it is its turn; rejects with {@link NoTurn} when it never is, at the latest when the signal comes. */
  async run<T>(username: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    if (this.running >= this.limits.running) await this.turn(username, signal);
    else this.running += 1;
    try {
      return await task();
    } finally {
      this.passOn();
    }
  }

  private turn(username: string, signal: AbortSignal): Promise<void> {
    const own = this.waiting.get(username) ?? new Set();
    if (own.size >= this.limits.waitingOfUser || this.waitingOfAll() >= this.limits.waiting) throw new NoTurn('too many tasks wait');
    return new Promise((resolve, reject) => {
      const start = (): void => (signal.removeEventListener('abort', leave), resolve());
      const leave = (): void => (this.leave(username, start), reject(new NoTurn('it has waited too long', { cause: signal.reason })));
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.set(username, own.add(start));
    });
  }

  private waitingOfAll(): number {
    let count = 0;
    for (const own of this.waiting.values()) count += own.size;
    return count;
  }

  /** The place of a task that has ended goes to the next, and its user to the end of the line. */
  private passOn(): void {
    const [next] = this.waiting;
    const [username, own] = next ?? [];
    const [start] = own ?? [];
    if (username === undefined || own === undefined || start === undefined) return void (this.running -= 1);
    this.leave(username, start);
    if (this.waiting.delete(username)) this.waiting.set(username, own);
    start();
  }

  private leave(username: string, start: () => void): void {
    const own = this.waiting.get(username);
    own?.delete(start);
    if (own?.size === 0) this.waiting.delete(username);
  }
}
