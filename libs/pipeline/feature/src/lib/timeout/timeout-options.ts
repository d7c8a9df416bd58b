/** How deadlines are enforced; each enforcer is enough alone. */
export class TimeoutOptions {
  /** When the timeout service ticks, as a cron expression in UTC with seconds; null switches it off. */
  readonly cron: string | null;
  /** Whether each pipeline has a scheduled task at its wake-up. */
  readonly tasks: boolean;

  constructor(options: Readonly<{ cron: string | null; tasks: boolean }>) {
    this.cron = options.cron;
    this.tasks = options.tasks;
  }
}
