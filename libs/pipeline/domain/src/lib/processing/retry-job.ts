import type { Cause } from './job-transition';
import type { JobDraft, PipelineDraft } from './pipeline-draft';
import { replaceLatest } from './pipeline-draft';

/**
 * Puts a new attempt in `created` in the place of a job; the old row stays as it ended.
 * `enqueueImmediately` starts a manual or delayed job again without waiting for a person or a timer a second time.
 */
export function cloneJob(draft: PipelineDraft, job: JobDraft, enqueueImmediately: boolean, cause: Cause): JobDraft {
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
  draft.retriedBy.set(clone, cause);
  return clone;
}
