import { hasCapability } from '../status/job-kinds';
import { inSet } from '../status/in-set';
import { applyEvent } from '../processing/apply-event';
import type { Cause } from '../processing/job-transition';
import type { JobDraft, PipelineDraft } from '../processing/pipeline-draft';
import { isRetryable } from '../processing/retry-job';
import { done, refused, type CommandResult } from './command-result';
import { isPlayable, playJob, retryJob } from './job-actions';
import type { JobActionCommand } from './pipeline-command';

/** Plays, cancels or retries one job for a person, or says why that cannot be. */
export function decideJobAction(draft: PipelineDraft, command: JobActionCommand): CommandResult {
  const job = draft.jobs.get(command.jobId);
  if (!job) return refused('job_not_found');
  const cause: Cause = { type: 'user', actor: command.actor };
  switch (command.type) {
    case 'play_job':
      return isPlayable(draft, job) ? done([playJob(draft, job, cause).id]) : refused('job_not_playable');
    case 'retry_job':
      return isRetryable(draft, job, 'job.retry')
        ? done([retryJob(draft, job, cause).id])
        : refused('job_not_retryable');
    case 'cancel_job':
      return cancelJob(draft, job, cause) ? done([job.id]) : refused('job_not_cancelable');
  }
}

function cancelJob(draft: PipelineDraft, job: JobDraft, cause: Cause): boolean {
  const { statuses, kinds } = draft.model;
  if (!hasCapability(kinds, 'cancelable', 'job.cancel', job.kind)) return false;
  if (!inSet(statuses, 'active_or_created', 'job.cancelable', job.status)) return false;
  return applyEvent(draft, job, 'cancel', cause);
}
