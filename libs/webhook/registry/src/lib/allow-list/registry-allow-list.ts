import { err, ok, type Result } from '@holdpoint/kernel';

const ENTRY_MAX_LENGTH = 300;
const ENTRY = /^(?:(?<scheme>https?):\/\/)?(?<authority>(?:\[[\da-f:.]+\]|[a-z\d](?:[a-z\d.-]*[a-z\d])?)(?::\d{1,5})?)$/i;

/** Registries and token servers that the operator lets this process ask: all others are never connected to. */
export class RegistryAllowList {
  private constructor(private readonly origins: ReadonlySet<string>) {}

  /** Reads `host`, `host:port`, or either behind `http://`; HTTPS, unless an entry asks for plain HTTP. */
  static parse(texts: readonly string[]): Result<RegistryAllowList, string> {
    const origins = texts.map(originOfEntry).filter((origin) => origin !== undefined);
    if (origins.length < texts.length) return err('is a list of host, host:port or http://host:port, separated by commas: registry.example.com, http://localhost:5000');
    return ok(new RegistryAllowList(new Set(origins)));
  }

  /** Where the registry of a repository is asked: HTTPS where both are listed; undefined when its host is not listed. */
  originOf(host: string): string | undefined {
    return ['https', 'http'].map((scheme) => originOfEntry(`${scheme}://${host}`)).find((origin) => origin !== undefined && this.origins.has(origin));
  }

  /** Whether an address may be connected to, by its scheme, host and port; never one with credentials in it. */
  allows({ origin, username, password }: URL): boolean {
    return username === '' && password === '' && this.origins.has(origin);
  }
}

/** The origin as URLs write it, so that different spellings of a host are one. */
function originOfEntry(text: string): string | undefined {
  const { scheme = 'https', authority } = (text.length <= ENTRY_MAX_LENGTH ? ENTRY.exec(text)?.groups : undefined) ?? {};
  const url = `${scheme}://${authority}`;
  return authority !== undefined && URL.canParse(url) && !authority.endsWith(':0') ? new URL(url).origin : undefined;
}
