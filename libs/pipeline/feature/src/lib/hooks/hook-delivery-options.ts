/** What the sending of hooks is told. */
export class HookDeliveryOptions {
  /** Where others reach the API: links and callback addresses start with it. */
  readonly externalUrl: string;

  constructor({ externalUrl }: HookDeliveryOptions) {
    this.externalUrl = externalUrl;
  }
}
