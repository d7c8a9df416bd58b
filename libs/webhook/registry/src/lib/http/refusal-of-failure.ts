import type { Err } from '@holdpoint/kernel';
import { errors } from 'undici';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';

const TIMEOUTS: readonly unknown[] = ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];

/** Names what went wrong by its code alone: messages may have the address in them. Rethrows the caller's abort, and bugs. */
export function refusalOfFailure(error: unknown, signal: AbortSignal): Err<RegistryRefusal> {
  if (signal.aborted) {
    if ((signal.reason as Partial<Error> | undefined)?.name !== 'TimeoutError') throw signal.reason;
    return refuse('timed_out');
  }
  if (error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError) return refuse('malformed', 'it is not HTTP');
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || code === 'UND_ERR_INVALID_ARG') throw error;
  return TIMEOUTS.includes(code) ? refuse('timed_out') : refuse('unreachable', code);
}
