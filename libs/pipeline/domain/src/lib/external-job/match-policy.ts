import { err, ok, type Result } from '@holdpoint/kernel';

/** What becomes of a callback that several jobs fit: it goes to all of them, to the newest, or is refused. */
export const CALLBACK_MATCH_POLICIES = ['all', 'newest', 'reject'] as const;

/** One of {@link CALLBACK_MATCH_POLICIES}. */
export type CallbackMatchPolicy = (typeof CALLBACK_MATCH_POLICIES)[number];

/** A job that a callback may mean. */
export interface MatchCandidate {
  /** True when the job has come to an end. */
  readonly isOver: boolean;
  /** True when it did so without an outcome: a choice passes it over where there is another. */
  readonly isCanceledOrSkipped: boolean;
}

/** Applies a project's policy to the candidates, oldest first. */
export function selectMatches<T extends MatchCandidate>(policy: CallbackMatchPolicy, candidates: readonly T[]): Result<readonly T[], 'ambiguous'> {
  if (policy === 'all') return ok(candidates);
  const meant = withOutcome(candidates);
  return policy === 'newest' || meant.length <= 1 ? ok(meant.slice(-1)) : err('ambiguous');
}

/**
 * The same for jobs that a match key has found. A key may be used for ever, so jobs that are over are meant only where none
 * is open: there a repeat is a duplicate. The newest is the newest, over or not: else a report sent twice would end an
 * older job.
 */
export function selectByKey<T extends MatchCandidate>(policy: CallbackMatchPolicy, candidates: readonly T[]): Result<readonly T[], 'ambiguous'> {
  if (policy === 'newest') return selectMatches(policy, candidates);
  const open = candidates.filter(({ isOver }) => !isOver);
  return selectMatches(policy, open.length > 0 ? open : withOutcome(candidates).slice(-1));
}

/** Where none has one, the newest stands for all. */
function withOutcome<T extends MatchCandidate>(candidates: readonly T[]): readonly T[] {
  const fitting = candidates.filter(({ isCanceledOrSkipped }) => !isCanceledOrSkipped);
  return fitting.length > 0 ? fitting : candidates.slice(-1);
}
