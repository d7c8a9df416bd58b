import type { Instant } from '@holdpoint/kernel';
import { clonesOf } from '../processing/apply-changes';
import type { PipelineChanges } from '../processing/pipeline-changes';
import type { JobDefinition, JobFacts, JobId, JobState, PipelineFacts, PipelineId, Progress } from '../processing/pipeline-facts';
import type { Status } from '../status/status';

/** What one pass has changed in a pipeline, for whoever watches it: the difference between before and after. */
export interface PipelineEvent {
  readonly projectId: number;
  readonly pipelineId: PipelineId;
  /** The instant of the pass. */
  readonly at: Instant;
  readonly data: PipelineEventData;
}

/** What an event tells of. */
export interface PipelineEventData {
  readonly pipeline: ChangedPipeline;
  /** Those whose status has changed. */
  readonly stages: readonly ChangedStage[];
  /** Those of which anything has changed, then the new ones. */
  readonly jobs: readonly ChangedJob[];
}

/** A pipeline as the pass has left it; `from` is its status before, the same when only stages or jobs changed. */
export interface ChangedPipeline extends Pick<PipelineFacts, 'ref' | 'sha' | 'status' | 'startedAt' | 'finishedAt' | 'durationMs'> {
  readonly from: Status;
}

/** A stage as the pass has left it. */
export interface ChangedStage {
  readonly name: string;
  readonly status: Status;
}

type ToldOfJobs = Pick<JobDefinition, 'name' | 'kind' | 'allowFailure'> &
  Omit<JobState, 'enqueueImmediately' | 'queuedAt' | 'cancelDeadlineAt' | 'progress' | 'commitStatus' | 'reportedFailures' | 'endedByReport'>;

/** A job as the pass has left it. */
export interface ChangedJob extends ToldOfJobs {
  readonly id: JobId;
  readonly stage: string;
  /** 1 for the first attempt; each retry adds one. */
  readonly attempt: number;
  /** Its status before; null for a new attempt or commit status. */
  readonly from: Status | null;
  /** Null for a job that nobody has told anything of. */
  readonly progress: Progress | null;
}

/**
 * Tells what a pass has changed; null when nobody would see a difference. The first pass of a pipeline is always told,
 * because it follows the creation at once and is the first that watchers hear of the pipeline. `numberOf` gives new
 * rows the numbers they have in the store.
 */
export function pipelineEvent(before: PipelineFacts, changes: PipelineChanges, numberOf: (provisionalId: JobId) => JobId): PipelineEvent | null {
  const { pipeline } = changes;
  if (!pipeline) return null;
  const data = {
    pipeline: changedPipeline(before, pipeline),
    stages: changedStages(before, changes),
    jobs: [...changedJobs(before, changes), ...newAttempts(before, changes, numberOf), ...addedJobs(before, changes, numberOf)],
  };
  const isSeen = data.stages.length + data.jobs.length > 0 || pipeline.status !== before.status || before.version === 0;
  return isSeen ? { projectId: before.projectId, pipelineId: before.id, at: pipeline.updatedAt, data } : null;
}

function changedPipeline(
  { ref, sha, status: from }: PipelineFacts,
  { status, startedAt, finishedAt, durationMs }: NonNullable<PipelineChanges['pipeline']>,
): ChangedPipeline {
  return { ref, sha, status, from, startedAt, finishedAt, durationMs };
}

function changedStages({ stages }: PipelineFacts, changes: PipelineChanges): ChangedStage[] {
  const statuses = new Map(changes.stages.map(({ id, status }) => [id, status]));
  const changed = stages.flatMap(({ id, name }) => {
    const status = statuses.get(id);
    return status === undefined ? [] : [{ name, status }];
  });
  return [...changed, ...changes.added.stages.map(({ name, status }) => ({ name, status }))];
}

function changedJobs(before: PipelineFacts, changes: PipelineChanges): ChangedJob[] {
  const states = new Map(changes.jobs.map(({ id, state }) => [id, state]));
  const tell = tellerOf(before.stages);
  return before.jobs.flatMap((job) => {
    const state = states.get(job.id);
    return state ? [tell(job, state, job.status)] : [];
  });
}

function newAttempts(before: PipelineFacts, changes: PipelineChanges, numberOf: (provisionalId: JobId) => JobId): ChangedJob[] {
  const tell = tellerOf(before.stages);
  return clonesOf(before, changes, numberOf).map((job) => tell(job, job, null));
}

/** What the plan did not have. */
function addedJobs({ stages }: PipelineFacts, { added }: PipelineChanges, numberOf: (provisionalId: JobId) => JobId): ChangedJob[] {
  const tell = tellerOf([...stages, ...added.stages]);
  return added.jobs.map((job) => tell({ ...job, id: numberOf(job.id) }, job, null));
}

function tellerOf(stages: PipelineFacts['stages']): (job: JobFacts, state: JobState, from: Status | null) => ChangedJob {
  const names = new Map(stages.map(({ position, name }) => [position, name]));
  return (job, state, from) => ({
    id: job.id,
    name: job.name,
    kind: job.kind,
    stage: names.get(job.stagePosition) ?? '',
    attempt: job.attempt,
    allowFailure: job.allowFailure,
    status: state.status,
    from,
    retried: state.retried,
    failureReason: state.failureReason,
    progress: isTold(state.progress) ? state.progress : null,
    scheduledAt: state.scheduledAt,
    startedAt: state.startedAt,
    finishedAt: state.finishedAt,
    deadlineAt: state.deadlineAt,
    heartbeatAt: state.heartbeatAt,
  });
}

const isTold = ({ percent, description, targetUrl }: Progress): boolean =>
  percent !== null || description !== null || targetUrl !== null;
