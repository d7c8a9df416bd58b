import type { JobId } from '../processing/pipeline-facts';
import { VERDICTS, type CallbackMatch, type Verdict, type VerdictReason } from './callback-match';
import { isDeciding } from './consumed-event';
import type { SeenCallback } from './near-misses';

/** With these a callback is nobody's yet. */
const UNTAKEN: readonly Verdict[] = ['ignored', 'parked', 'unmatched', 'expired'];

/** With these a callback met the job and did nothing to it: one key of it was another's. */
const MET_IN_VAIN: readonly Verdict[] = ['unmatched'];

/** With these an event met the job and passed it over: it is a part of why the job still waits. */
const PASSED_OVER: readonly Verdict[] = ['ignored', 'stale', 'conflict'];

/** What near misses have come to: a sign of life was taken for what it is, and one job may give one every few seconds. */
export const MISSED_VERDICTS: readonly Verdict[] = VERDICTS.filter((verdict) => verdict !== 'progress');

/** What a callback did to one job, or to none. */
export type SeenMatch = Pick<CallbackMatch, 'jobId' | 'verdict' | 'reason'>;

/** How a callback looks to a job, by all its matches, oldest first; undefined when it did something to that job. */
export function seenBy(jobId: JobId, isEvent: boolean, matches: readonly SeenMatch[]): Pick<SeenCallback, 'isTaken' | 'reason'> | undefined {
  const own = matches.filter((match) => match.jobId === jobId);
  const hasMissed = own.at(-1)?.verdict === 'expired' || own.every((match) => isPassedOver(match, isEvent));
  return hasMissed ? { isTaken: matches.some((match) => match.jobId !== jobId && isTaking(match)), reason: reasonFor(jobId, matches) } : undefined;
}

/** The latest for the job itself, else for none: that its time was over is not what was wrong with it. */
function reasonFor(jobId: JobId, matches: readonly SeenMatch[]): VerdictReason | null {
  const judged = matches.filter(({ verdict }) => verdict !== 'expired');
  const match = judged.findLast((one) => one.jobId === jobId) ?? judged.findLast((one) => one.jobId === null);
  return match?.reason ?? null;
}

/** A callback that fits several jobs is none's. */
const isPassedOver = ({ verdict, reason }: SeenMatch, isEvent: boolean): boolean =>
  reason === 'ambiguous' || MET_IN_VAIN.includes(verdict) || (isEvent && (PASSED_OVER.includes(verdict) || !isDeciding({ reason })));

const isTaking = ({ jobId, verdict, reason }: SeenMatch): boolean =>
  jobId !== null && reason !== 'ambiguous' && !UNTAKEN.includes(verdict);
