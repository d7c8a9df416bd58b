import type { HookEvent } from '@holdpoint/pipeline-domain';
import type { Instant } from '@holdpoint/kernel';
import type { HookAnswer } from './hook-sender';
import { retryAfterMsOf } from './retry-after';

/** What an answer to a hook means. */
export type HookOutcome =
  /** `cancelAcknowledged`: the other system has stopped its work already and says so by the answer itself. */
  | { readonly type: 'delivered'; readonly status: number; readonly cancelAcknowledged: boolean }
  /** The receiver wants nothing more, now or later. */
  | { readonly type: 'gone'; readonly status: number; readonly error: string }
  /** `retryAfterMs`: how long the receiver wants to be left alone; null when it does not say. */
  | { readonly type: 'failed'; readonly status: number | null; readonly error: string; readonly retryAfterMs: number | null };

const GONE = 410;
const OK = 200;

/** Judges an answer by its status, as Standard Webhooks says: 2xx is delivered, 410 disables, all else is tried again. */
export function judgeAnswer(event: HookEvent, answer: HookAnswer, sentAt: Instant): HookOutcome {
  if (answer.type === 'failed') return { type: 'failed', status: null, error: answer.error, retryAfterMs: null };
  const { status, body, retryAfter } = answer;
  if (status >= 200 && status < 300) {
    return { type: 'delivered', status, cancelAcknowledged: event === 'cancel' && status === OK && saysCanceled(body) };
  }
  if (status === GONE) return { type: 'gone', status, error: 'answered with HTTP 410: the hook is disabled' };
  const redirected = status >= 300 && status < 400 ? '; redirects are not followed' : '';
  const retryAfterMs = retryAfterMsOf(status, retryAfter, sentAt);
  return { type: 'failed', status, error: `answered with HTTP ${status}${redirected}`, retryAfterMs };
}

function saysCanceled(body: string): boolean {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' && answer !== null && 'status' in answer && answer.status === 'canceled';
  } catch {
    return false;
  }
}
