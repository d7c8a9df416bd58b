import { triggersChild } from '../bridge/after-bridge-step';
import { hasCapability } from '../status/job-kinds';
import { inSet } from '../status/in-set';
import { requestCancel } from '../external-job/request-cancel';
import type { Cause } from './job-transition';
import type { JobDraft } from './job-draft';
import type { PipelineDraft } from './pipeline-draft';

/** Which jobs of a pipeline are canceled. */
type Which = (job: JobDraft) => boolean;

/**
 * Cancels every job of the pipeline that can be canceled, and has its child pipelines canceled with it; answers how many
 * jobs were. Source: GitLab's `Ci::CancelPipelineService`.
 */
export function cancelJobs(draft: PipelineDraft, reader: 'pipeline.cancel' | 'auto_cancel.scope', cause: Cause): number {
  const canceled = cancelEach(draft, reader, cause, () => true);
  if (canceled > 0) cancelChildPipelines(draft);
  return canceled;
}

/**
 * Cancels all that has not ended, what waits for a person and the statuses of others too, so that the pipeline can be
 * deleted; answers how many jobs were. What is being canceled goes on to wait for its acknowledgement.
 */
export function endJobs(draft: PipelineDraft, cause: Cause): number {
  const isCanceling = ({ status }: JobDraft): boolean => inSet(draft.model.statuses, 'canceling', 'cancel.grace', status);
  const ended = draft.latest.all.filter((job) => !isCanceling(job) && requestCancel(draft, job, cause)).length;
  if (ended > 0) cancelChildPipelines(draft);
  return ended;
}

/** Has the child pipelines of a pipeline canceled, whatever has become of their bridges. */
export function cancelChildPipelines(draft: PipelineDraft): void {
  if (draft.latest.all.some(triggersChild)) draft.effects.push({ type: 'cancel_child_pipelines' });
}

/** Cancels some jobs of the pipeline for a newer one; child pipelines are judged each for itself. Answers how many were. */
export const cancelRedundantJobs = (draft: PipelineDraft, cause: Cause, which: Which): number =>
  cancelEach(draft, 'redundant.scope', cause, which);

function cancelEach(
  draft: PipelineDraft,
  reader: 'pipeline.cancel' | 'auto_cancel.scope' | 'redundant.scope',
  cause: Cause,
  which: Which,
): number {
  const { statuses, kinds } = draft.model;
  let canceled = 0;
  for (const job of draft.latest.all) {
    if (!hasCapability(kinds, 'cancelable', reader, job.kind)) continue;
    if (!inSet(statuses, 'cancelable', reader, job.status) || !which(job)) continue;
    if (requestCancel(draft, job, cause)) canceled += 1;
  }
  return canceled;
}
