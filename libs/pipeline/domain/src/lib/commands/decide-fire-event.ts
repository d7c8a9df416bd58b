import { cancelChildOf } from '../bridge/after-bridge-step';
import { requestCancel } from '../external-job/request-cancel';
import { hasCapability } from '../status/job-kinds';
import { applyEvent, targetStatus } from '../processing/apply-event';
import { cancelJobs } from '../processing/cancel-jobs';
import type { Cause } from '../processing/job-transition';
import type { JobDraft } from '../processing/job-draft';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { isRetryable } from '../processing/possible-actions';
import { RESOURCE_ASSIGNED } from '../resource-group/start-with-resource';
import { done, refused, type CommandResult } from './command-result';
import { retryPipeline } from './decide-pipeline-action';
import { playJob, retryJob } from './job-actions';
import type { FireEventCommand } from './pipeline-command';

/** Fires an event on named jobs, all or none of them, or on the pipeline. */
export function decideFireEvent(draft: PipelineDraft, command: FireEventCommand): CommandResult {
  const cause: Cause = { type: 'simulation', actor: command.actor };
  if (command.jobNames === null) return fireOnPipeline(draft, command.event, cause);
  const names = [...new Set(command.jobNames)];
  const jobs = names.flatMap((name) => draft.latest.get(name) ?? []);
  if (jobs.length !== names.length) return refused('job_not_found');
  const legal = jobs.every((job) => mayFire(draft, job, command.event));
  return legal ? done(jobs.map((job) => fire(draft, job, command.event, cause))) : refused('illegal_event');
}

function mayFire(draft: PipelineDraft, job: JobDraft, event: string): boolean {
  if (event === 'retry') return isRetryable(draft.model, job);
  // Its resource group decides whose turn it is, here as well.
  if (event === RESOURCE_ASSIGNED) return false;
  if (event !== 'play') return targetStatus(draft, job, event) !== undefined;
  if (!hasCapability(draft.model.kinds, 'playable', 'job.play', job.kind)) return false;
  return targetStatus(draft, job, 'enqueue') !== undefined || isRetryable(draft.model, job);
}

function fire(draft: PipelineDraft, job: JobDraft, event: string, cause: Cause): number {
  if (event === 'retry') return retryJob(draft, job, cause).id;
  if (event === 'play') return playJob(draft, job, cause).id;
  if (event !== 'cancel') applyEvent(draft, job, event, cause);
  else if (requestCancel(draft, job, cause)) cancelChildOf(draft, job);
  return job.id;
}

function fireOnPipeline(draft: PipelineDraft, event: string, cause: Cause): CommandResult {
  if (event === 'retry') return done(retryPipeline(draft, cause).map(({ id }) => id));
  if (event !== 'cancel') return refused('illegal_event');
  return cancelJobs(draft, 'pipeline.cancel', cause) > 0 ? done() : refused('pipeline_not_cancelable');
}
