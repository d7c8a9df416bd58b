import { hasCapability } from '../status/job-kinds';
import { inSet } from '../status/in-set';
import { requestCancel } from '../external-job/request-cancel';
import type { Cause } from './job-transition';
import type { PipelineDraft } from './pipeline-draft';

/** Cancels every job of the pipeline that can be canceled; answers how many were. Source: GitLab's `Ci::CancelPipelineService`. */
export function cancelJobs(
  draft: PipelineDraft,
  reader: 'pipeline.cancel' | 'auto_cancel.scope',
  cause: Cause,
): number {
  const { statuses, kinds } = draft.model;
  let canceled = 0;
  for (const job of draft.latest.values()) {
    if (!hasCapability(kinds, 'cancelable', reader, job.kind)) continue;
    if (!inSet(statuses, 'cancelable', reader, job.status)) continue;
    if (requestCancel(draft, job, cause)) canceled += 1;
  }
  return canceled;
}
