import { KNOWN_TOKENS, SECRET_NAME, SECRET_PARAMETER } from '@holdpoint/kernel';

/** What stands where a secret stood. */
export const MASK = '[masked]';

/** How deep a value is looked through; what lies deeper is masked as a whole. */
const DEPTH_MAX = 20;

const TOKENS = [...KNOWN_TOKENS, /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g];

/** `Bearer x`, and `Basic x` where x can be no word. */
const SCHEME = /\b(Bearer|Basic(?=\s+[A-Za-z+/]*[\d=]))\s+[\w.~+/=-]{4,}/gi;

/** `https://user:password@host`; a password may have an `@` too. */
const USER_INFO = /(:\/\/)[^\s/?#]+@/g;

/** A text in quotes with what is escaped in it, or in quotes that are escaped themselves, as in JSON within JSON. */
const QUOTED = String.raw`\\"(?:[^"\\]|\\(?!"))*(?:\\")?|"(?:[^"\\]|\\[^])*"?|'[^']*'?`;

/** A list, with texts and lists in it. */
const LIST = String.raw`\[(?:${QUOTED}|\[[^\]]*\]?|[^\]"'[\\])*\]?`;

/** A word, and before it what may say what kind of secret it is: `Authorization: token abc`. */
const WORD = String.raw`(?:(?:basic|bearer|token|digest|negotiate)\s{1,8})?[^\s&;,"']+`;

/**
 * `token=value`, `token: value` and `"token": "value"`, in an address, a sentence or a piece of JSON. What stands before
 * `token` in the name is not looked at: it is kept, and trying each length of it took 19 ms for a KB of `secret-token`.
 */
const PAIR = new RegExp(`((?:${SECRET_NAME.source})[\\w.-]{0,64}(?:\\\\?["'])?\\s{0,8}[=:]\\s{0,8})(?:${QUOTED}|${LIST}|${WORD})`, 'gi');

/** `?sig=value` and the like. */
const PARAMETER = /([?&](\w{3,4})=)[^\s&#;,"']+/g;

/**
 * What each of the patterns above cannot do without: almost no text has any of it, and a dozen searches of every text
 * took 3 % of the CPU of a process that takes callbacks.
 */
const HINT = /-|gh[oprsu]_|github_pat_|A(?:KI|SI)A|whsec_|eyJ|\s|[=:]/;

/**
 * Masks whatever looks like a secret in a value of JSON: fields with such names, and in all texts tokens that have a
 * known form, credentials in addresses, and values that are given under such names.
 */
export function redactSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MAX) return MASK;
  if (Array.isArray(value)) return value.map((item) => redactSecrets(item, depth + 1));
  return redactFields(value, depth);
}

/** An object without secrets stays the one that it is. */
function redactFields(value: object, depth: number): object {
  const fields = Object.entries(value);
  const redacted = fields.map(([name, field]): [string, unknown] => [
    redactText(name),
    SECRET_NAME.test(name) ? MASK : redactSecrets(field, depth + 1),
  ]);
  const same = redacted.every(([name, field], index) => name === fields[index]?.[0] && field === fields[index]?.[1]);
  return same ? value : Object.fromEntries(redacted);
}

/** Masks whatever looks like a secret in a text. */
export function redactText(text: string): string {
  if (!HINT.test(text)) return text;
  const plain = TOKENS.reduce((rest, token) => rest.replace(token, MASK), text);
  return plain
    .replace(SCHEME, `$1 ${MASK}`)
    .replace(USER_INFO, `$1${MASK}@`)
    .replace(PAIR, `$1${MASK}`)
    .replace(PARAMETER, (found, given: string, name: string) => (SECRET_PARAMETER.test(name) ? `${given}${MASK}` : found));
}
