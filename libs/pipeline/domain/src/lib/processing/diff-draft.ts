import { hasCapability } from '../status/job-kinds';
import { sourceEffects } from '../bridge/source-effects';
import { nextDueAt } from '../deadline/expire-overdue';
import type { PipelineChanges, PipelineRowChange, JobClone, JobRowChange } from './pipeline-changes';
import type { JobDraft, PipelineDraft } from './pipeline-draft';
import type { JobFacts, JobId, JobState } from './pipeline-facts';

/** Computes what has to be written for the working copy to become the stored state. */
export function diffDraft(draft: PipelineDraft): PipelineChanges {
  const jobs = changedJobs(draft);
  const stages = changedStages(draft);
  const clones = draft.clones.map(({ job, sourceId }) => toClone(draft, job, sourceId));
  // A job that left a status and came back to it has changed no row, but its history needs the next numbers.
  const touched = jobs.length + stages.length + clones.length + draft.added.jobs.length + draft.transitions.length > 0;
  return {
    pipelineId: draft.facts.id,
    projectId: draft.facts.projectId,
    pipeline: touched || pipelineDiffers(draft) ? pipelineRow(draft) : null,
    stages,
    jobs,
    clones,
    added: addedRows(draft),
    history: draft.transitions.map((transition, index) => ({
      ...transition,
      seq: draft.facts.historySeq + index + 1,
      kind: kindOf(draft, transition.jobId),
    })),
    effects: [...draft.effects, ...sourceEffects(draft)],
    parked: draft.parked,
    matches: draft.matches.map((match) => ({
      ...match,
      kind: match.jobId === null ? null : kindOf(draft, match.jobId),
    })),
  };
}

const kindOf = (draft: PipelineDraft, id: JobId): JobDraft['kind'] => {
  const job = draft.jobs.get(id);
  if (!job) throw new Error(`job ${id} is not in the working copy`);
  return job.kind;
};

function changedJobs(draft: PipelineDraft): JobRowChange[] {
  return draft.facts.jobs.flatMap((before): JobRowChange[] => {
    const after = draft.jobs.get(before.id);
    return after && stateDiffers(before, after) ? [{ id: after.id, kind: after.kind, state: stateOf(after) }] : [];
  });
}

function changedStages(draft: PipelineDraft): PipelineChanges['stages'] {
  return draft.facts.stages.flatMap((before, index) => {
    const after = draft.stages[index];
    return after && after.status !== before.status ? [{ id: after.id, status: after.status }] : [];
  });
}

const addedRows = ({ added }: PipelineDraft): PipelineChanges['added'] => ({
  stages: added.stages.map(({ jobs: _jobs, ...stage }) => stage),
  jobs: [...added.jobs],
});

function pipelineDiffers(draft: PipelineDraft): boolean {
  const { facts, pipeline } = draft;
  return facts.status !== pipeline.status || facts.wakeAt !== nextDueAt(draft);
}

function pipelineRow(draft: PipelineDraft): PipelineRowChange {
  return {
    ...draft.pipeline,
    version: draft.facts.version + 1,
    historySeq: draft.facts.historySeq + draft.transitions.length,
    wakeAt: nextDueAt(draft),
    updatedAt: draft.now,
  };
}

function toClone(draft: PipelineDraft, job: JobDraft, sourceId: JobId): JobClone {
  const { kinds } = draft.model;
  const copies = hasCapability(kinds, 'copied', 'retry.fields', job.kind);
  const copiedFields = copies ? kinds.kinds[job.kind].copiedFields : [];
  return { id: job.id, kind: job.kind, state: stateOf(job), sourceId, attempt: job.attempt, copiedFields };
}

const stateFields = [
  'status',
  'retried',
  'enqueueImmediately',
  'scheduledAt',
  'queuedAt',
  'startedAt',
  'finishedAt',
  'deadlineAt',
  'failureReason',
  'heartbeatAt',
  'cancelDeadlineAt',
  'progress',
  'commitStatus',
  'reportedFailures',
] as const satisfies readonly (keyof JobState)[];

const stateDiffers = (before: JobFacts, after: JobFacts): boolean =>
  stateFields.some((field) => before[field] !== after[field]);

function stateOf(job: JobDraft): JobState {
  const { status, retried, enqueueImmediately, scheduledAt, queuedAt, startedAt, finishedAt } = job;
  const { deadlineAt, failureReason, heartbeatAt, cancelDeadlineAt, progress, commitStatus, reportedFailures } = job;
  const times = { scheduledAt, queuedAt, startedAt, finishedAt, deadlineAt, heartbeatAt, cancelDeadlineAt };
  return { status, retried, enqueueImmediately, ...times, failureReason, progress, commitStatus, reportedFailures };
}
