/** One way in that a server offers in `WWW-Authenticate` (RFC 9110, section 11.6.1). */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string;
  /** By their names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

const MAX_LENGTH = 8_192;

/** A parameter, or the scheme that begins the next challenge; no two ways to read a text, so it takes linear time. */
const PART = /[\s,]*(?:(?<key>[\w-]+)\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[^\s",]*))|(?<scheme>[\w-]+))/gy;

/** Reads the challenges of a header, up to what is not one; a header that came several times is several texts. */
export function parseChallenges(header: string | readonly string[] | undefined): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  for (const { groups = {} } of [header ?? []].flat().join(', ').slice(0, MAX_LENGTH).matchAll(PART)) {
    const { key, quoted, bare = '', scheme } = groups;
    if (scheme !== undefined) challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
    else if (key !== undefined) challenges.at(-1)?.parameters.set(key.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare);
  }
  return challenges;
}
