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
