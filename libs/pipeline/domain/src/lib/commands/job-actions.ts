import { hasCapability } from '../status/job-kinds';
import { applyEvent, targetStatus } from '../processing/apply-event';
import type { Cause } from '../processing/job-transition';
import type { JobDraft } from '../processing/job-draft';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { resetSkipped } from '../processing/reset-skipped';
import { isManualOrDelayed } from '../processing/possible-actions';
import { cloneJob } from '../processing/clone-job';
import { settle } from '../processing/settle';

/** Starts a job at once and revives the jobs after it; a job that has ended is retried instead. Answers the started job. */
export function playJob(draft: PipelineDraft, job: JobDraft, cause: Cause): JobDraft {
  if (targetStatus(draft, job, 'enqueue') === undefined) return retryJob(draft, job, cause);
  draft.startedAnewBy = cause.actor;
  applyEvent(draft, job, 'enqueue', cause);
  if (hasCapability(draft.model.kinds, 'revives_on_play', 'play.revive', job.kind)) resetSkipped(draft, job, cause);
  return job;
}

/**
 * Makes a new attempt, processes, then revives the jobs after it: in this order, as GitLab's `Ci::RetryJobService`,
 * a dependent is decided by the state of the new attempt.
 */
export function retryJob(draft: PipelineDraft, job: JobDraft, cause: Cause): JobDraft {
  draft.startedAnewBy = cause.actor;
  const clone = cloneJob(draft, job, isManualOrDelayed(job), { type: 'retry', actor: cause.actor });
  settle(draft);
  resetSkipped(draft, clone, { type: 'retry', actor: cause.actor });
  return clone;
}
