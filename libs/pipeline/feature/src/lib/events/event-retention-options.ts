/** How long events are kept. */
export class EventRetentionOptions {
  readonly hours: number;

  constructor({ hours }: Readonly<{ hours: number }>) {
    this.hours = hours;
  }
}
