import {
  applyChanges,
  runPass,
  type JobKind,
  type JobPlan,
  type PipelineChanges,
  type PipelineCommand,
  type PipelineFacts,
  type Status,
} from '@holdpoint/pipeline-domain';
import { beginPipeline } from '../begin-pipeline';
import { dependentName, otherName, WAIT, type Dependent, type Ending, type TwoStagePipeline } from './two-stage-pipeline';
import type { WaitingDesign } from './waiting-design';

/** What can be seen of a pipeline beside the job that waits. */
export interface TwinView {
  readonly pipeline: Status;
  readonly stages: readonly Status[];
  readonly dependents: readonly Status[];
  /** True when the pipeline knows when it began, and so how long it took. */
  readonly started: boolean;
}

/** What is seen while the job waits, and after each way in which it can end. */
export type TwinTrace = Readonly<Record<'start' | Ending, TwinView>>;

/** What stands in the place of the job that waits. */
interface Twin {
  readonly kind: JobKind;
  readonly status: Status;
}

/** Follows a pipeline whose external job waits. */
export const traceOfWait = (design: WaitingDesign, pipeline: TwoStagePipeline): TwinTrace =>
  traceOf(design, pipeline, { kind: 'external', status: design.waiting });

/** Follows the same pipeline with a build that runs in the place of the external job. */
export const traceOfBuild = (design: WaitingDesign, pipeline: TwoStagePipeline): TwinTrace =>
  traceOf(design, pipeline, { kind: 'build', status: 'running' });

function traceOf(design: WaitingDesign, pipeline: TwoStagePipeline, twin: Twin): TwinTrace {
  const facts = factsOf(design, pipeline, twin);
  const begun = changesOf(design, facts, { type: 'process' });
  // No step here makes a new attempt, so that none has to be numbered.
  const start = applyChanges(facts, begun, (id) => id);
  const after = (event: Ending): TwinView =>
    viewAfter(start, changesOf(design, start, { type: 'fire_event', event, jobNames: [WAIT], actor: 'evaluation' }));
  return { start: viewAfter(facts, begun), success: after('success'), drop: after('drop'), cancel: after('cancel') };
}

const changesOf = ({ model }: WaitingDesign, facts: PipelineFacts, command: PipelineCommand): PipelineChanges =>
  runPass(model, facts, [command]).changes;

/** Reads the view off the changes: a hundred thousand pipelines are not put together only to be looked at. */
function viewAfter(facts: PipelineFacts, changes: PipelineChanges): TwinView {
  const { status, startedAt } = changes.pipeline ?? facts;
  const dependents = facts.jobs.filter(({ stagePosition }) => stagePosition === 1);
  return {
    pipeline: status,
    stages: facts.stages.map((stage) => changes.stages.find(({ id }) => id === stage.id)?.status ?? stage.status),
    dependents: dependents.map((job) => changes.jobs.find(({ id }) => id === job.id)?.state.status ?? job.status),
    started: startedAt !== null,
  };
}

function factsOf(design: WaitingDesign, { waitMayFail, others, dependents }: TwoStagePipeline, twin: Twin): PipelineFacts {
  const statusOf = ({ status }: { readonly status: Status }): Status => (status === 'running_externally' ? design.waiting : status);
  const statuses = [twin.status, ...others.map(statusOf)];
  const jobs = [
    jobPlan(WAIT, 'first', { kind: twin.kind, allowFailure: waitMayFail }),
    ...others.map(({ allowFailure }, place) => jobPlan(otherName(place), 'first', { allowFailure })),
    ...dependents.map((dependent, place) => jobPlan(dependentName(place), 'second', plannedAs(dependent))),
  ];
  const stages = ['first', 'second'].map((name, position) => ({ name, position }));
  const plan = { name: null, stages, jobs, autoCancel: { onJobFailure: 'none', onNewCommit: 'none' } } as const;
  const facts = beginPipeline(plan);
  return { ...facts, jobs: facts.jobs.map((job, index) => ({ ...job, status: statuses[index] ?? 'created' })) };
}

const plannedAs = ({ when, allowFailure, needs }: Dependent): Partial<JobPlan> => ({
  when,
  allowFailure,
  startInMs: when === 'delayed' ? 60_000 : null,
  needs: needs && needs.map((name) => ({ name, optional: false })),
});

const jobPlan = (name: string, stage: string, given: Partial<JobPlan>): JobPlan => ({
  kind: 'build',
  name,
  stage,
  when: 'on_success',
  allowFailure: false,
  needs: null,
  startInMs: null,
  timeoutMs: null,
  interruptible: false,
  resourceGroup: null,
  environment: null,
  retry: null,
  options: {},
  ...given,
});
