import { KNOWN_TOKENS } from '@holdpoint/kernel';

const REDACTED = '[redacted]';

/** Letters of an address that are logged: a stranger may send sixteen thousand, and each is looked at. */
const LOGGED_MAX = 2_000;

/** Whatever comes behind the events of a receiver: a token, also of one who mistook the address by a slash. */
const PATH_TOKEN = /(\/receivers\/+(?:[^/]+\/+)?events\/)[^]*/i;

/** Parameters whose values are logged. Any other may hold a secret, since what belongs in a body may stand in the address. */
const HARMLESS = /^(?:page|per_page|pagination|cursor|order_by|sort|ref|sha|status|source|scope|verdict|pipeline_id|job_id|dry_run|\w+_(?:after|before))(?:\[\])?$/;

/**
 * Takes secrets out of an address before it is logged: the values of all query parameters but those that say what is
 * listed, and in the path the token of a receiver, and whatever has the form of a token. A long address is cut.
 */
export function redactUrl(url: string): string {
  const logged = url.length > LOGGED_MAX ? withoutLastPart(url.slice(0, LOGGED_MAX)) : url;
  const query = logged.indexOf('?');
  if (query < 0) return redactPath(logged);
  const parts = logged.slice(query + 1).split('&');
  return `${redactPath(logged.slice(0, query))}?${parts.map(redactPart).join('&')}`;
}

/** What is cut in the middle may be a token that is not known any more by its form. */
const withoutLastPart = (cut: string): string => `${cut.replace(/[^/?&]*$/, '')}...`;

/** The server decodes an address before it looks for a route, so a token may stand behind `%65vents` too. */
function redactPath(path: string): string {
  const plain = decoded(path);
  const redacted = withoutTokens(plain.replace(PATH_TOKEN, `$1${REDACTED}`));
  return redacted === plain ? path : redacted;
}

function redactPart(part: string): string {
  if (part === '') return part;
  const plain = decoded(part);
  const [name = ''] = plain.split('=', 1);
  if (name !== plain && !HARMLESS.test(name)) return `${withoutTokens(name)}=${REDACTED}`;
  const redacted = withoutTokens(plain);
  return redacted === plain ? part : redacted;
}

const withoutTokens = (text: string): string => KNOWN_TOKENS.reduce((rest, token) => rest.replace(token, REDACTED), text);

/** A broken escape stays as it is: an exception for each of thousands took as long as a hundred requests. */
const decoded = (text: string): string => Buffer.from(text.replace(/%([\da-f]{2})/gi, byteOf), 'latin1').toString();

const byteOf = (_escape: string, hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));
