import { cancelJobs } from './cancel-jobs';
import type { Cause } from './job-transition';
import type { FollowUp, PipelineDraft } from './pipeline-draft';
import { processPipeline } from './process-pipeline';
import { cloneJob } from './clone-job';

const AUTO_RETRY: Cause = { type: 'retry', actor: null };

/**
 * Brings a pipeline to rest after a change: retries by itself come before dependents are decided, so that they
 * are not skipped in between; the end of the pipeline for a failed job comes after, as GitLab's worker does.
 */
export function settle(draft: PipelineDraft): void {
  for (const { job } of take(draft, 'auto_retry')) cloneJob(draft, job, true, AUTO_RETRY);
  processPipeline(draft);
  const ends = take(draft, 'auto_cancel');
  if (ends.length === 0) return;
  for (const { job } of ends) {
    cancelJobs(draft, 'auto_cancel.scope', { type: 'auto_cancel', actor: `job ${job.name}` });
  }
  processPipeline(draft);
}

function take(draft: PipelineDraft, type: FollowUp['type']): readonly FollowUp[] {
  const taken = draft.followUps.filter((followUp) => followUp.type === type);
  const left = draft.followUps.filter((followUp) => followUp.type !== type);
  draft.followUps.splice(0, draft.followUps.length, ...left);
  return taken;
}
