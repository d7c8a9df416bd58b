import type { IncomingHttpHeaders } from 'node:http';
import { toInteger } from '../http/input/coerce';
import { ApiError } from '../http/error/api-error';

/**
 * The id that a client resumes from: that of the header, because a client that was cut off sends it with the address it
 * began with; else that of the address; null when there is none.
 */
export function lastEventIdOf(headers: IncomingHttpHeaders, ofAddress: number | undefined): number | null {
  const header = headers['last-event-id'];
  if (typeof header !== 'string' || header === '') return ofAddress ?? null;
  const id = toInteger(header);
  if (typeof id === 'number' && id >= 0 && Number.isSafeInteger(id)) return id;
  throw new ApiError('parameters_invalid', { problems: ['Last-Event-ID is invalid'] });
}
