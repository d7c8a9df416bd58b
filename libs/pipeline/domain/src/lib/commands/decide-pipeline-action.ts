import { COMMIT_STATUS_SOURCE } from '../commit-status/commit-status-state';
import { hasCapability } from '../status/job-kinds';
import { inSet } from '../status/in-set';
import { cancelJobs, endJobs } from '../processing/cancel-jobs';
import type { Cause } from '../processing/job-transition';
import type { JobDraft } from '../processing/job-draft';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { isRetryable } from '../processing/possible-actions';
import { resetAllSkipped } from '../processing/reset-skipped';
import { cloneJob } from '../processing/clone-job';
import { done, refused, type CommandResult } from './command-result';
import type { PipelineActionCommand } from './pipeline-command';

/**
 * Cancels, ends or retries a whole pipeline for a person. One that was made for commit statuses alone is not canceled: its
 * work is others'. Source: GitLab's `Ci::Pipeline#cancelable?`.
 */
export function decidePipelineAction(draft: PipelineDraft, command: PipelineActionCommand): CommandResult {
  const cause: Cause = { type: 'user', actor: command.actor };
  if (command.type === 'retry_pipeline') return done(retryPipeline(draft, cause).map(({ id }) => id));
  return cancelPipeline(draft, command.type, cause) > 0 ? done() : refused('pipeline_not_cancelable');
}

function cancelPipeline(draft: PipelineDraft, type: 'cancel_pipeline' | 'end_pipeline', cause: Cause): number {
  if (type === 'end_pipeline') return endJobs(draft, cause);
  return draft.facts.source === COMMIT_STATUS_SOURCE ? 0 : cancelJobs(draft, 'pipeline.cancel', cause);
}

/**
 * Makes a new attempt of every failed or canceled job and revives every skipped one. A manual job comes back as
 * manual: only the retry of the job itself starts it at once. Source: GitLab's `Ci::RetryPipelineService`.
 */
export function retryPipeline(draft: PipelineDraft, cause: Cause): readonly JobDraft[] {
  const { statuses } = draft.model;
  draft.startedAnewBy = cause.actor;
  const clones = draft.latest.all
    .filter((job) => inSet(statuses, 'failed_or_canceled', 'pipeline.retry', job.status))
    .filter((job) => hasCapability(draft.model.kinds, 'retried_with_pipeline', 'pipeline.retry', job.kind))
    .filter((job) => isRetryable(draft.model, job))
    .map((job) => cloneJob(draft, job, false, { type: 'retry', actor: cause.actor }));
  resetAllSkipped(draft, cause);
  return clones;
}
