import { totalOf } from './case-finding';
import type { CaseOutcome } from './run-cases';

/** What Flux, or those who are trusted, have not said ends no pipeline. */
export const NONE_WRONG =
  'Nothing that is lost, doubled, late, reordered, cut off by a crash or sent by a stranger ends a pipeline as what Flux has not done.';

/** Nothing waits forever. */
export const NONE_NEVER = 'Every pipeline ends.';

/** The invariants that do not hold in these cases of the product. */
export const brokenIn = (outcomes: readonly CaseOutcome[]): readonly string[] => [
  ...(totalOf(outcomes, 'wrong_success', 'wrong_failure') === 0 ? [] : [NONE_WRONG]),
  ...(totalOf(outcomes, 'never') === 0 ? [] : [NONE_NEVER]),
];
