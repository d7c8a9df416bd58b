import { SECOND_MS, type Instant } from '@holdpoint/kernel';

/** The statuses whose `Retry-After` asks for the next try; with a redirect it means something else. */
const STATUSES: readonly number[] = [429, 502, 503, 504];

/** The longest wait of graphile-worker between two tries: e^10 seconds, six hours. */
const LONGEST_MS = Math.exp(10) * SECOND_MS;

/**
 * How long a receiver wants to be left alone, by the seconds or the HTTP date of its `Retry-After`, in milliseconds and
 * six hours at most; null when it does not say.
 */
export function retryAfterMsOf(status: number, retryAfter: string | undefined, sentAt: Instant): number | null {
  if (retryAfter === undefined || !STATUSES.includes(status)) return null;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * SECOND_MS : dateOf(retryAfter) - sentAt;
  return ms > 0 ? Math.min(ms, LONGEST_MS) : null;
}

/** NaN for what is no HTTP date. */
const dateOf = (text: string): number => (text.endsWith(' GMT') ? Date.parse(text) : Number.NaN);
