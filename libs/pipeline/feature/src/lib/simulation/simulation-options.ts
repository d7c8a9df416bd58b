/** What a simulation runs beside its routes. */
export class SimulationOptions {
  /** Whether builds are executed; else they wait for `fire_event`. */
  readonly runner: boolean;

  constructor(options: Readonly<{ runner: boolean }>) {
    this.runner = options.runner;
  }
}
