import { applyEvent } from '../processing/apply-event';
import type { Cause } from '../processing/job-transition';
import type { JobDraft } from '../processing/job-draft';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { inSet } from '../status/in-set';

/**
 * Cancels a job; one whose other system is told by a hook waits in `canceling` until that system has acknowledged or
 * the grace period is over. False when the job cannot be canceled any more. Source: GitLab's `supports_canceling?`.
 */
export function requestCancel(draft: PipelineDraft, job: JobDraft, cause: Cause): boolean {
  const waits = inSet(draft.model.statuses, 'waiting_externally', 'cancel.acknowledged', job.status);
  const acknowledged = waits && draft.facts.hookEvents.includes('cancel');
  return applyEvent(draft, job, acknowledged ? 'start_cancel' : 'cancel', cause);
}

/**
 * Cancels at once a job that waits in `canceling`, as the end of the grace period does. False for every other job.
 * Source: GitLab's `force_cancel`.
 */
export const forceCancel = (draft: PipelineDraft, job: JobDraft, cause: Cause): boolean =>
  inSet(draft.model.statuses, 'canceling', 'cancel.grace', job.status) && applyEvent(draft, job, 'cancel', cause);
