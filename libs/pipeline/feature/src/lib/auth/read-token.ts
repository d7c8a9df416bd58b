import type { IncomingHttpHeaders } from 'node:http';
import { JOB_TOKEN_PREFIX } from '@holdpoint/pipeline-domain';

/** Longer texts are no tokens of ours and are not worth hashing. */
const TOKEN_MAX = 255;

/**
 * Finds the token of a request where GitLab's clients send it: `PRIVATE-TOKEN`, `Authorization: Bearer`, or, for the
 * token of a job alone, `JOB-TOKEN`.
 */
export function readToken(headers: IncomingHttpHeaders): string | undefined {
  const privateToken = headers['private-token'];
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  const token = typeof privateToken === 'string' && privateToken !== '' ? privateToken : (bearer ?? readJobToken(headers));
  return token !== undefined && token.length <= TOKEN_MAX ? token : undefined;
}

function readJobToken({ 'job-token': token }: IncomingHttpHeaders): string | undefined {
  return typeof token === 'string' && token.startsWith(JOB_TOKEN_PREFIX) ? token : undefined;
}
