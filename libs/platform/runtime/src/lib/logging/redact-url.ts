import { KNOWN_TOKENS, SECRET_NAME, SECRET_PARAMETER } from '@holdpoint/kernel';

const REDACTED = '[redacted]';

/** Whatever comes behind the events of a receiver: a token, also of one who mistook the address by a slash. */
const PATH_TOKEN = /(\/receivers\/+[^/]*\/+events\/)[^]*/i;

/**
 * Takes secrets out of an address before it is logged: the values of query parameters whose names look like secrets, and
 * in the path the token of a receiver, and whatever else has the form of a token.
 */
export function redactUrl(url: string): string {
  const query = url.indexOf('?');
  if (query < 0) return redactPath(url);
  const parts = url.slice(query + 1).split('&');
  return `${redactPath(url.slice(0, query))}?${parts.map(redactPart).join('&')}`;
}

/** The server decodes an address before it looks for a route, so a token may stand behind `%65vents` too. */
function redactPath(path: string): string {
  const plain = decoded(path);
  const redacted = KNOWN_TOKENS.reduce((rest, token) => rest.replace(token, REDACTED), plain.replace(PATH_TOKEN, `$1${REDACTED}`));
  return redacted === plain ? path : redacted;
}

function redactPart(part: string): string {
  const equals = part.indexOf('=');
  const name = equals < 0 ? part : part.slice(0, equals);
  const plain = decoded(name);
  return SECRET_NAME.test(plain) || SECRET_PARAMETER.test(plain) ? `${name}=${REDACTED}` : part;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
