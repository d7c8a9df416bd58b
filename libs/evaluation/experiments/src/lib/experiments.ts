import type { Experiment } from '@holdpoint/evaluation-experiment';
import { foldTable } from './side-effects/fold-table';

/** Every experiment, in the order in which `npm run evaluate` runs them. */
export const EXPERIMENTS: readonly Experiment[] = [foldTable];

/**
 * The experiments whose findings `npm test` compares with those of the report that is kept in the repository: a few
 * seconds each, and they find the same with a database and without.
 */
export const GUARDED_EXPERIMENTS: readonly Experiment[] = [foldTable];
