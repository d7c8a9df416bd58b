import type { Experiment, ExperimentResult } from '@holdpoint/evaluation-experiment';
import { lookAtEach, type Course } from './course';
import { divergenceFindings, toldInShort } from './divergence-findings';
import { groupsWithWait } from './fold-groups';
import { FoldLog } from './fold-log';
import { compareSets } from './fold-sets';
import { FOLD_TELLER } from './fold-teller';
import { WAITING_DESIGNS, type WaitingDesign } from './waiting-design';

const SAME = 'Jobs of which one waits fold to what they fold to when it runs, whoever folds them.';
const SETS = 'A fold reads which statuses there are, not how many jobs have them.';

const GROUP_SIZE = 5;

/** Every group of up to five jobs, folded with a job that waits and with one that runs. */
export const foldSideEffects: Experiment = {
  id: 'fold-side-effects',
  family: 'side_effects',
  title: 'A job that waits, in every fold',
  risk: 'Where many statuses become one, a job that waits is taken for something else than a job that runs.',
  source: 'Integration points 9 to 12: the composite status of stage, pipeline and needs, and what takes it over.',
  varied: 'Who folds, how the wait is modelled, and the statuses of up to five jobs, each with allow_failure and without.',
  invariants: [SAME, SETS],
  run: (context) => compareFolds(WAITING_DESIGNS, GROUP_SIZE, context),
};

/** Runs the experiment on any designs, the product's first; the job that runs is always folded as in the product. */
export async function compareFolds(designs: readonly WaitingDesign[], size: number, course: Course): Promise<ExperimentResult> {
  const groups = Array.from({ length: size }, (_, less) => groupsWithWait(less + 1)).flat();
  const logs = designs.map((design) => new FoldLog(design));
  await lookAtEach(groups, course, (group) => {
    for (const log of logs) log.compare(group);
  });
  const findings = await Promise.all(logs.map(({ design, log }) => divergenceFindings(design, log, FOLD_TELLER)));
  const [product] = logs;
  const sets = product && compareSets(product.design, groups);
  return {
    summary: `${logs.map(({ design, log }) => toldInShort(design, log, 'folds')).join('; ')}.`,
    broken: [...(product?.log.differing || sets?.differing ? [SAME] : []), ...(sets?.irreducible ? [SETS] : [])],
    findings: [...findings.flat(), ...(sets ? [sets.finding] : [])],
    measurements: [],
  };
}
