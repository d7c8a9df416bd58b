import type { Experiment, ExperimentResult } from '@holdpoint/evaluation-experiment';
import { lookAtEach, type Course } from './course';
import { divergenceFindings, toldInShort } from './divergence-findings';
import { DivergenceLog } from './divergence-log';
import { PairCheck } from './pair-check';
import { PIPELINE_TELLER, type PipelineExample } from './pipeline-teller';
import { twinDivergences, type TwinDivergence } from './twin-divergences';
import { traceOfBuild, traceOfWait } from './twin-trace';
import { dependentsOf, firstStages } from './two-stage-pipelines';
import type { TwoStagePipeline } from './two-stage-pipeline';
import { PRODUCT_DESIGN, WAITING_DESIGNS, type WaitingDesign } from './waiting-design';

const SAME =
  'A pipeline in which a job waits is, job by job, stage by stage and as a whole, what it would be if a build ran in its ' +
  'place: while it waits and after each of its ends.';
const INDEPENDENT = 'A dependent that needs no other dependent becomes what it would become if it were the only one.';

/** Every two-stage pipeline of up to three and three jobs, with a job that waits and with a build that runs. */
export const pipelineSideEffects: Experiment = {
  id: 'pipeline-side-effects',
  family: 'side_effects',
  title: 'A job that waits, in every two-stage pipeline',
  risk: 'Jobs after a job that waits start early, are skipped or never start, though they would not after a job that runs.',
  source: 'Integration points 9 to 14 and 31 to 33: the composite status, the times, and what processing starts.',
  varied:
    'How the wait is modelled; allow_failure of the job that waits; the statuses of up to two jobs beside it; `when` and ' +
    '`needs` of up to three jobs after it; how the wait ends.',
  invariants: [SAME, INDEPENDENT],
  run: (context) => comparePipelines(WAITING_DESIGNS, { others: 2, othersOfPairs: 1 }, context),
};

/** How many jobs stand beside the one that waits, at most. */
export interface Extent {
  readonly others: number;
  /** The same where every two dependents are looked at together. */
  readonly othersOfPairs: number;
}

/** Runs the experiment on any designs, the product's first; the build that runs is always the product's. */
export async function comparePipelines(designs: readonly WaitingDesign[], extent: Extent, course: Course): Promise<ExperimentResult> {
  const [product = PRODUCT_DESIGN] = designs;
  const logs = designs.map((design) => ({ design, log: new DivergenceLog<PipelineExample, TwinDivergence>() }));
  const check = new PairCheck(product, extent.othersOfPairs);
  const compare = (pipeline: TwoStagePipeline): void => {
    const reference = traceOfBuild(PRODUCT_DESIGN, pipeline);
    for (const { design, log } of logs) {
      log.note({ design, pipeline }, twinDivergences(design, pipeline, reference, traceOfWait(design, pipeline)));
    }
  };
  const pipelines = pipelinesOf(extent.others);
  await lookAtEach([...pipelines.map((pipeline) => () => compare(pipeline)), ...check.steps], course, (step) => step());
  const findings = await Promise.all(logs.map(({ design, log }) => divergenceFindings(design, log, PIPELINE_TELLER)));
  return {
    summary: `${logs.map(({ design, log }) => toldInShort(design, log, 'pipelines')).join('; ')}.`,
    broken: [...(logs[0]?.log.differing || check.differing ? [SAME] : []), ...(check.dependent ? [INDEPENDENT] : [])],
    findings: [...findings.flat(), check.finding(pipelines.length, extent.others)],
    measurements: [],
  };
}

/**
 * Pipelines with one dependent each. Those with more are made of them: the dependents are independent, and the second stage
 * and the pipeline are folds, which are compared for every set of statuses.
 */
function pipelinesOf(others: number): readonly TwoStagePipeline[] {
  const stages = Array.from({ length: others + 1 }, (_, count) => firstStages(count)).flat();
  return stages.flatMap((first) => dependentsOf(first).map((dependent) => ({ ...first, dependents: [dependent] })));
}
