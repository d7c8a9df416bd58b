import type { ExampleTeller } from './divergence-findings';
import { told, withStatus } from './fold-groups';
import { reproduction } from './reproduction';
import type { TwinDivergence, TwinStep } from './twin-divergences';
import { otherName, WAIT, type TwoStagePipeline } from './two-stage-pipeline';
import type { WaitingDesign } from './waiting-design';

/** One pipeline, by one design. */
export interface PipelineExample {
  readonly design: WaitingDesign;
  readonly pipeline: TwoStagePipeline;
}

const WHEN_SEEN: Readonly<Record<TwinStep, string>> = {
  start: 'While it waits',
  success: 'After it has succeeded',
  drop: 'After it has failed',
  cancel: 'After it was canceled',
};

/** Tells about pipelines. */
export const PIPELINE_TELLER: ExampleTeller<PipelineExample, TwinDivergence> = {
  cases: 'pipelines',
  observe: ({ first, example }) =>
    `${WHEN_SEEN[first.step]}, the ${first.what} is ${first.actual} instead of ${first.expected}, with ${toldPipeline(example)}.`,
  reproduce: ({ first, example }, shows) =>
    first.what === 'start time' ? Promise.resolve(null) : reproduction(example.pipeline, first.step === 'start' ? null : first.step, shows),
};

function toldPipeline({ design, pipeline: { waitMayFail, others, dependents } }: PipelineExample): string {
  const wait = `a job that waits${waitMayFail ? ' and may fail' : ''}`;
  const beside = others.map((job, place) => `${otherName(place)} ${told(withStatus([job], design.waiting))}`);
  const after = dependents.map(({ when, needs }) => `a dependent (\`when: ${when}\`, ${needs === null ? 'by stage' : `needs ${listed(needs)}`})`);
  return `${[wait, ...beside].join(' beside ')} and ${after.join(' and ')}`;
}

const listed = (needs: readonly string[]): string => (needs.length === 0 ? 'nothing' : needs.map((name) => (name === WAIT ? 'it' : name)).join(', '));
