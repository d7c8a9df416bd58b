import { hasCapability, type KindReaderOf } from '../status/job-kinds';
import { inSet } from '../status/in-set';
import type { JobDraft, PipelineDraft } from './pipeline-draft';
import { replaceLatest } from './pipeline-draft';

/** Tells whether a job may be retried: the latest attempt of a retryable kind, and at its end. */
export function isRetryable(draft: PipelineDraft, job: JobDraft, reader: KindReaderOf<'retryable'>): boolean {
  const { statuses, kinds } = draft.model;
  return (
    !job.retried &&
    hasCapability(kinds, 'retryable', reader, job.kind) &&
    inSet(statuses, 'retryable', 'job.retryable', job.status)
  );
}

/**
 * Puts a new attempt in `created` in the place of a job; the old row stays as it ended.
 * `enqueueImmediately` starts a manual or delayed job again without waiting for a person or a timer a second time.
 */
export function cloneJob(draft: PipelineDraft, job: JobDraft, enqueueImmediately: boolean): JobDraft {
  const clone: JobDraft = {
    ...job,
    id: -1 - draft.clones.length,
    attempt: job.attempt + 1,
    status: draft.model.statuses.machines[draft.model.kinds.kinds[job.kind].machine].initial,
    retried: false,
    enqueueImmediately,
    scheduledAt: null,
    queuedAt: null,
    startedAt: null,
    finishedAt: null,
    deadlineAt: null,
    failureReason: null,
  };
  job.retried = true;
  replaceLatest(draft, job, clone);
  return clone;
}

/** Tells whether a job waits for a person or a timer before it starts. */
export function isAction(job: JobDraft): boolean {
  return job.when === 'manual' || job.when === 'delayed';
}
