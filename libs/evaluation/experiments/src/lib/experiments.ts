import type { Experiment } from '@holdpoint/evaluation-experiment';
import { randomWorlds } from './random-worlds/random-worlds';

/** Every experiment, in the order in which `npm run evaluate` runs them. */
export const EXPERIMENTS: readonly Experiment[] = [randomWorlds];
