import { err, ok, type Result } from '@holdpoint/kernel';

/** What becomes of a callback that several jobs fit: it goes to all of them, to the newest, or is refused. */
export const CALLBACK_MATCH_POLICIES = ['all', 'newest', 'reject'] as const;

/** One of {@link CALLBACK_MATCH_POLICIES}. */
export type CallbackMatchPolicy = (typeof CALLBACK_MATCH_POLICIES)[number];

/** Applies a project's policy to the candidates, oldest first. */
export function selectMatches<T>(policy: CallbackMatchPolicy, candidates: readonly T[]): Result<readonly T[], 'ambiguous'> {
  if (candidates.length <= 1 || policy === 'all') return ok(candidates);
  return policy === 'newest' ? ok(candidates.slice(-1)) : err('ambiguous');
}

/** A job that has a key. */
export interface KeyedCandidate {
  /** True when the job has come to an end. */
  readonly isOver: boolean;
}

/**
 * The same for jobs that a match key has found. A key may be used for ever, so jobs that are over are meant only where none
 * is open: there a repeat is a duplicate. The newest is the newest, over or not: else a report sent twice would end an
 * older job.
 */
export function selectByKey<T extends KeyedCandidate>(policy: CallbackMatchPolicy, candidates: readonly T[]): Result<readonly T[], 'ambiguous'> {
  if (policy === 'newest') return ok(candidates.slice(-1));
  const open = candidates.filter(({ isOver }) => !isOver);
  return selectMatches(policy, open.length > 0 ? open : candidates.slice(-1));
}
