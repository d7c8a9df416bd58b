import type { HookOutcome } from '@holdpoint/pipeline-hooks';
import type { DeliveryTry, TaskTry } from '@holdpoint/pipeline-persistence';

/** What a try leaves of a delivery: one that failed waits for the next try, as long as the queue has one. */
export function tryOf(outcome: HookOutcome, { attempt, attemptsMax }: Pick<TaskTry, 'attempt' | 'attemptsMax'>): DeliveryTry {
  const { status } = outcome;
  if (outcome.type === 'delivered') return { isSent: true, state: 'delivered', status, error: null, gone: false, retryAfterMs: null };
  const over = outcome.type === 'gone' || attempt >= attemptsMax;
  return { isSent: true, state: over ? 'dead' : 'pending', status, error: outcome.error, gone: outcome.type === 'gone', retryAfterMs: outcome.type === 'gone' ? null : outcome.retryAfterMs };
}
