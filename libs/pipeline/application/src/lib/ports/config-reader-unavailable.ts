/**
 * A configuration was not read through no fault of the caller: too much waits to be read, it took too long, or whatever
 * read it has died. Nothing was stored, and another try may be luckier.
 */
export class ConfigReaderUnavailable extends Error {
  override readonly name = 'ConfigReaderUnavailable';

  constructor(options: { readonly cause?: unknown } = {}) {
    super('The configuration was not read', options);
  }
}
