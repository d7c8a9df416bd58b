import { cancelChildOf } from '../bridge/after-bridge-step';
import { forceCancel, requestCancel } from '../external-job/request-cancel';
import { targetStatus } from '../processing/apply-event';
import type { Cause } from '../processing/job-transition';
import type { JobDraft } from '../processing/job-draft';
import { attemptOf, type PipelineDraft } from '../processing/pipeline-draft';
import { isCancelable, isPlayable, isRetryable } from '../processing/possible-actions';
import { hasCapability } from '../status/job-kinds';
import { done, refused, type CommandResult } from './command-result';
import { playJob, retryJob } from './job-actions';
import type { JobActionCommand } from './pipeline-command';

/** Plays, cancels or retries one job for a person, or says why that cannot be. */
export function decideJobAction(draft: PipelineDraft, command: JobActionCommand): CommandResult {
  const job = attemptOf(draft, command.jobId);
  if (!job) return refused('job_not_found');
  const cause: Cause = { type: 'user', actor: command.actor };
  switch (command.type) {
    case 'play_job':
      return isPlayable(draft.model, job) ? done([playJob(draft, job, cause).id]) : refused('job_not_playable');
    case 'retry_job':
      return isRetryable(draft.model, job)
        ? done([retryJob(draft, job, cause).id])
        : refused('job_not_retryable');
    case 'cancel_job':
      return cancelJob(draft, job, cause) ? done([job.id]) : refused('job_not_cancelable');
    case 'force_cancel_job':
      return forceCancel(draft, job, cause) ? done([job.id]) : refused('job_not_cancelable');
  }
}

function cancelJob(draft: PipelineDraft, job: JobDraft, cause: Cause): boolean {
  const isMeant = isCancelable(draft.model, job, 'job.cancelable') || isNotStarted(draft, job);
  if (!isMeant || !requestCancel(draft, job, cause)) return false;
  cancelChildOf(draft, job);
  return true;
}

/**
 * GitLab's API asks the machine alone: a job that a person or a timer would start is canceled too, although `cancelable?`
 * offers that to nobody.
 */
const isNotStarted = (draft: PipelineDraft, job: JobDraft): boolean =>
  hasCapability(draft.model.kinds, 'canceled_alone', 'job.cancel', job.kind) && targetStatus(draft, job, 'enqueue') !== undefined;
