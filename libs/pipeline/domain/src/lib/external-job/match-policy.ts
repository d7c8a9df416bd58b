import { err, ok, type Result } from '@holdpoint/kernel';

/** What becomes of a callback that several jobs fit: it goes to all of them, to the newest, or is refused. */
export const CALLBACK_MATCH_POLICIES = ['all', 'newest', 'reject'] as const;

/** One of {@link CALLBACK_MATCH_POLICIES}. */
export type CallbackMatchPolicy = (typeof CALLBACK_MATCH_POLICIES)[number];

/** A job that a callback may mean. */
export interface MatchCandidate {
  /** True when the job has come to an end. */
  readonly isOver: boolean;
  /** True when it did so without an outcome, skipped or canceled by no report: a choice passes it over where there is another. */
  readonly isWithoutOutcome: boolean;
}

/** The jobs that a callback fits alike, in a project that refuses the choice; oldest first. */
export interface Ambiguity<T extends MatchCandidate> {
  readonly ambiguous: readonly T[];
}

/** The jobs that are meant, or among which nobody can tell. */
type Selected<T extends MatchCandidate> = Result<readonly T[], Ambiguity<T>>;

/**
 * Applies a project's policy to the candidates, oldest first. The newest is the newest, over or not: else a report sent twice
 * would end an older job.
 */
export function selectMatches<T extends MatchCandidate>(policy: CallbackMatchPolicy, candidates: readonly T[]): Selected<T> {
  if (policy === 'all') return ok(candidates);
  if (policy === 'newest') return ok(withOutcome(candidates).slice(-1));
  const meant = openOrLast(candidates);
  return meant.length <= 1 ? ok(meant) : err({ ambiguous: meant });
}

/** The same for jobs that a match key has found: a key may be used for ever, so that even `all` are not all that ever were. */
export const selectByKey = <T extends MatchCandidate>(policy: CallbackMatchPolicy, candidates: readonly T[]): Selected<T> =>
  policy === 'all' ? ok(openOrLast(candidates)) : selectMatches(policy, candidates);

/** Jobs that are over wait for nothing: they are meant only where none is open, and there a repeat is a duplicate. */
function openOrLast<T extends MatchCandidate>(candidates: readonly T[]): readonly T[] {
  const open = candidates.filter(({ isOver }) => !isOver);
  return open.length > 0 ? open : withOutcome(candidates).slice(-1);
}

/** Where none has one, the newest stands for all. */
function withOutcome<T extends MatchCandidate>(candidates: readonly T[]): readonly T[] {
  const fitting = candidates.filter(({ isWithoutOutcome }) => !isWithoutOutcome);
  return fitting.length > 0 ? fitting : candidates.slice(-1);
}
