import type { Attempt } from './product/holdpoint';
import type { Occurrence } from './world/flux-cluster';
import type { Push } from './world/pushes';
import type { WorldOptions } from './world/world-options';

/**
 * How a pipeline ended beside what Flux did: as it should; as a success or a failure that it was not; as a success that only
 * an annotation has claimed; by its deadline when Flux had not applied its commit, or although it had; never.
 */
export const ENDINGS = ['right', 'wrong_success', 'wrong_failure', 'misled', 'by_deadline', 'missed', 'never'] as const;

/** One of {@link ENDINGS}. */
export type Ending = (typeof ENDINGS)[number];

/** The endings that nothing Flux did stands behind. */
const WRONG: readonly Ending[] = ['wrong_success', 'wrong_failure', 'misled'];

/** How many pipelines ended how. */
export type EndingCounts = Readonly<Record<Ending, number>>;

/** Tells how the job that waits for a push has ended, by what Flux did and when. The first attempt that is wrong stands. */
export function endingOf(attempts: readonly Attempt[], push: Push, occurrences: readonly Occurrence[], { onSuperseded }: Pick<WorldOptions, 'onSuperseded'>): Ending {
  const endings = attempts.map((attempt) => attemptEnding(attempt, historyOf(push, occurrences, attempt.finishedAt ?? 0), onSuperseded));
  return endings.find((ending) => WRONG.includes(ending)) ?? endings.at(-1) ?? 'never';
}

/** Adds up. */
export function countEndings(endings: readonly Ending[]): EndingCounts {
  const count = (ending: Ending): number => endings.filter((other) => other === ending).length;
  return {
    right: count('right'),
    wrong_success: count('wrong_success'),
    wrong_failure: count('wrong_failure'),
    misled: count('misled'),
    by_deadline: count('by_deadline'),
    missed: count('missed'),
    never: count('never'),
  };
}

/** What Flux had done until an attempt ended. */
interface History {
  readonly isApplied: boolean;
  readonly isNewerApplied: boolean;
  readonly failures: number;
}

function historyOf(push: Push, occurrences: readonly Occurrence[], until: number): History {
  const past = occurrences.filter(({ at }) => at <= until);
  const own = past.filter((occurrence) => occurrence.push === push);
  return {
    isApplied: own.some(({ outcome }) => outcome === 'success'),
    isNewerApplied: past.some((other) => other.outcome === 'success' && other.push.place > push.place),
    failures: own.filter(({ outcome }) => outcome === 'failed').length,
  };
}

function attemptEnding(job: Attempt, history: History, onSuperseded: WorldOptions['onSuperseded']): Ending {
  if (job.status !== 'success' && job.status !== 'failed') return 'never';
  if (job.failureReason === 'job_execution_timeout') return history.isApplied ? 'missed' : 'by_deadline';
  const isRight = job.status === 'success' ? isSuccessRight(history, onSuperseded) : isFailureRight(job, history, onSuperseded);
  if (isRight) return 'right';
  if (job.status === 'failed') return 'wrong_failure';
  return job.isByClaim ? 'misled' : 'wrong_success';
}

const isSuccessRight = ({ isApplied, isNewerApplied }: History, onSuperseded: WorldOptions['onSuperseded']): boolean =>
  isApplied || (onSuperseded === 'success' && isNewerApplied);

/** Each attempt waits for a failure of its own: one that has ended the attempt before is over. */
const isFailureRight = ({ attempt }: Attempt, { isApplied, isNewerApplied, failures }: History, onSuperseded: WorldOptions['onSuperseded']): boolean =>
  failures >= attempt || (onSuperseded === 'failed' && isNewerApplied && !isApplied);
