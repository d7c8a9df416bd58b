/** How long the ledger keeps what nobody needs any more. */
export class UpkeepOptions {
  readonly retentionDays: number;

  constructor(options: Readonly<{ retentionDays: number }>) {
    this.retentionDays = options.retentionDays;
  }
}
