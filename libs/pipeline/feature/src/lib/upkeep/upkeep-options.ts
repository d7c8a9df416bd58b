/** How long what nobody needs any more is kept. */
export class UpkeepOptions {
  /** For callbacks and what became of them. */
  readonly retentionDays: number;
  /** For events that a stream can be resumed from. */
  readonly eventRetentionHours: number;

  constructor(options: Readonly<{ retentionDays: number; eventRetentionHours: number }>) {
    this.retentionDays = options.retentionDays;
    this.eventRetentionHours = options.eventRetentionHours;
  }
}
