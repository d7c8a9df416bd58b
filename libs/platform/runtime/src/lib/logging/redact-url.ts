import { OWN_TOKEN, SECRET_NAME } from '@holdpoint/kernel';

const REDACTED = '[redacted]';

/** Whatever comes behind the events of a receiver: a token, also of one who mistook the address by a slash. */
const PATH_TOKEN = /(\/receivers\/+[^/]*\/+events\/)[^]*/i;

/**
 * Takes secrets out of an address before it is logged: the values of query parameters whose names look like secrets, and
 * in the path the token of a receiver, and whatever else has the form of our tokens.
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
  const redacted = plain.replace(PATH_TOKEN, `$1${REDACTED}`).replace(OWN_TOKEN, REDACTED);
  return redacted === plain ? path : redacted;
}

function redactPart(part: string): string {
  const equals = part.indexOf('=');
  const name = equals < 0 ? part : part.slice(0, equals);
  return SECRET_NAME.test(decoded(name)) ? `${name}=${REDACTED}` : part;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
