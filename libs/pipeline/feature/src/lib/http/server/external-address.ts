/** Where other systems reach the API, for addresses that they are given to call. */
export class ExternalAddress {
  /** @param externalUrl as it was set, without a slash at the end; undefined when it was not. */
  constructor(private readonly externalUrl: string | undefined) {}

  /** What such addresses start with; when nothing was set, the origin that the caller has used. */
  orElse(origin: string): string {
    return this.externalUrl ?? origin;
  }
}
