import type { Instant } from '@holdpoint/kernel';
import { hasCapability } from '../status/job-kinds';
import { sourceEffects } from '../bridge/source-effects';
import { changedDeployments, changedEnvironments } from '../environment/deployments';
import { resourceChanges } from '../resource-group/resource-changes';
import { nextDueAt } from '../deadline/expire-overdue';
import type { JobTransition } from './job-transition';
import type { PipelineChanges, PipelineRowChange, JobClone, JobRowChange } from './pipeline-changes';
import { stateOf, type JobDraft } from './job-draft';
import type { PipelineDraft } from './pipeline-draft';
import { pipelineDurationMs } from './pipeline-duration';
import type { JobId, JobState, Period } from './pipeline-facts';

/** Computes what has to be written for the working copy to become the stored state; `below` is when jobs ran below it. */
export function diffDraft(draft: PipelineDraft, below: readonly Period[]): PipelineChanges {
  const jobs = changedJobs(draft);
  const stages = changedStages(draft);
  const clones = draft.clones.map(({ job, sourceId }) => toClone(draft, job, sourceId));
  // A job that left a status and came back to it has changed no row, but its history needs the next numbers.
  const touched = jobs.length + stages.length + clones.length + draft.added.jobs.length + draft.transitions.length > 0;
  const wakeAt = nextDueAt(draft);
  const resources = resourceChanges(draft);
  return {
    pipelineId: draft.facts.id,
    projectId: draft.facts.projectId,
    pipeline: touched || pipelineDiffers(draft, wakeAt) ? pipelineRow(draft, wakeAt, below) : null,
    stages,
    jobs,
    clones,
    added: addedRows(draft),
    history: draft.transitions.map((transition, index) => lineOf(transition, draft.facts.historySeq + index + 1)),
    resourceRequests: resources.requests,
    deployments: changedDeployments(draft),
    environments: changedEnvironments(draft),
    effects: [...draft.effects, ...sourceEffects(draft), ...resources.effects],
    parked: draft.parked,
    matches: draft.matches,
  };
}

const lineOf = ({ jobId, kind, event, from, to, cause, at, ending }: JobTransition, seq: number): PipelineChanges['history'][number] =>
  ({ jobId, kind, event, from, to, cause, at, ending, seq });

/** The attempts stand where the facts do; what is new comes after them. */
function changedJobs({ facts, attempts }: PipelineDraft): JobRowChange[] {
  const changed: JobRowChange[] = [];
  facts.jobs.forEach((before, index) => {
    const state = attempts[index]?.written ?? null;
    if (state && stateDiffers(before, state)) changed.push({ id: before.id, kind: before.kind, state });
  });
  return changed;
}

function changedStages(draft: PipelineDraft): PipelineChanges['stages'] {
  return draft.facts.stages.flatMap((before, index) => {
    const after = draft.stages[index];
    return after && after.status !== before.status ? [{ id: after.id, status: after.status }] : [];
  });
}

const addedRows = ({ added }: PipelineDraft): PipelineChanges['added'] => ({
  stages: added.stages.map(({ jobs: _jobs, ...stage }) => stage),
  jobs: added.jobs.map((job) => job.toFacts()),
});

const pipelineDiffers = ({ facts, pipeline }: PipelineDraft, wakeAt: Instant | null): boolean =>
  facts.status !== pipeline.status || facts.wakeAt !== wakeAt;

function pipelineRow(draft: PipelineDraft, wakeAt: Instant | null, below: readonly Period[]): PipelineRowChange {
  return {
    status: draft.pipeline.status,
    startedAt: draft.pipeline.startedAt,
    finishedAt: draft.pipeline.finishedAt,
    durationMs: pipelineDurationMs(draft, below),
    version: draft.facts.version + 1,
    historySeq: draft.facts.historySeq + draft.transitions.length,
    wakeAt,
    updatedAt: draft.now,
  };
}

function toClone(draft: PipelineDraft, job: JobDraft, sourceId: JobId): JobClone {
  const { kinds } = draft.model;
  const copies = hasCapability(kinds, 'copied', 'retry.fields', job.kind);
  const copiedFields = copies ? kinds.kinds[job.kind].copiedFields : [];
  return { id: job.id, kind: job.kind, state: stateOf(job), sourceId, attempt: job.attempt, copiedFields };
}

const stateDiffers = (before: JobState, after: JobState): boolean =>
  before.status !== after.status ||
  before.retried !== after.retried ||
  before.enqueueImmediately !== after.enqueueImmediately ||
  before.failureReason !== after.failureReason ||
  before.progress !== after.progress ||
  before.commitStatus !== after.commitStatus ||
  before.reportedFailures !== after.reportedFailures ||
  before.endedByReport !== after.endedByReport ||
  timesDiffer(before, after);

const timesDiffer = (before: JobState, after: JobState): boolean =>
  before.scheduledAt !== after.scheduledAt ||
  before.queuedAt !== after.queuedAt ||
  before.startedAt !== after.startedAt ||
  before.finishedAt !== after.finishedAt ||
  before.deadlineAt !== after.deadlineAt ||
  before.heartbeatAt !== after.heartbeatAt ||
  before.cancelDeadlineAt !== after.cancelDeadlineAt;
