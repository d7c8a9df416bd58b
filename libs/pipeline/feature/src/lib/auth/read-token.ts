import type { IncomingHttpHeaders } from 'node:http';

/** Longer texts are no tokens of ours and are not worth hashing. */
const TOKEN_MAX = 255;

/** Finds the token of a request where GitLab's clients send it: `PRIVATE-TOKEN`, or `Authorization: Bearer`. */
export function readToken(headers: IncomingHttpHeaders): string | undefined {
  const privateToken = headers['private-token'];
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  const token = typeof privateToken === 'string' && privateToken !== '' ? privateToken : bearer;
  return token !== undefined && token.length <= TOKEN_MAX ? token : undefined;
}
