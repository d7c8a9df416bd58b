import type { RuleClauses } from '../ci-config';

/** One entry of `include`. */
export interface IncludeEntry {
  /** A path in the repository or, with `*`, a pattern of paths; variables not yet expanded. */
  readonly local: string;
  /** Null without `rules`: the file is included always. */
  readonly rules: readonly IncludeRule[] | null;
  /** Where it is written. */
  readonly offset: number;
}

/** One entry of `include:rules`. */
export interface IncludeRule extends RuleClauses {
  readonly when: 'always' | 'never';
}
