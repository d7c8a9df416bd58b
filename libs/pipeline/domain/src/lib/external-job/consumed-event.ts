import type { CallbackMatch, Verdict, VerdictReason } from './callback-match';

/** With these an event has ended an attempt of a job, or the attempt had ended so when it came. */
export const CONSUMING_VERDICTS: readonly Verdict[] = ['accepted', 'duplicate'];

/** With these an event has counted for an attempt, whatever its verdict. */
export const CONSUMING_REASONS: readonly VerdictReason[] = ['failure_counted'];

/** Whether an attempt has used up an event by one of these: it is no news of the next attempt then. */
export const isConsuming = ({ verdict, reason }: Pick<CallbackMatch, 'verdict' | 'reason'>): boolean =>
  CONSUMING_VERDICTS.includes(verdict) || CONSUMING_REASONS.includes(reason);

/** With these nothing is decided yet: the callback waits for what its digest stands for. */
export const UNDECIDED_REASONS: readonly VerdictReason[] = ['digest_unknown'];

/** Whether a callback has been decided for a job by a match. */
export const isDeciding = ({ reason }: Pick<CallbackMatch, 'reason'>): boolean => !UNDECIDED_REASONS.includes(reason);
