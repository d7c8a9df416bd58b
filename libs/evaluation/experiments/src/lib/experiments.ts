import type { Experiment } from '@holdpoint/evaluation-experiment';
import { ablation } from './ablation/ablation';
import { ablationOnPostgresql } from './ablation/ablation-on-postgresql';
import { ablationPairs } from './ablation/ablation-pairs';
import { catalogue } from './catalogue/catalogue';

/** Every experiment, in the order in which a report shows them. */
export const EXPERIMENTS: readonly Experiment[] = [catalogue, ablation, ablationPairs, ablationOnPostgresql];
