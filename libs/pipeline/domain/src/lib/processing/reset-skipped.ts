import { needsDescendants } from '../graph/needs-descendants';
import { hasCapability } from '../status/job-kinds';
import { inSet } from '../status/in-set';
import { applyEvent } from './apply-event';
import type { Cause } from './job-transition';
import type { JobDraft } from './job-draft';
import type { PipelineDraft } from './pipeline-draft';

/**
 * Sends skipped jobs that come after a job, by needs or by stage, back to `created`, to be decided afresh.
 * Source: GitLab's `Ci::ResetSkippedJobsService`.
 */
export function resetSkipped(draft: PipelineDraft, job: JobDraft, cause: Cause): void {
  const dependents = needsDescendants(draft.latest.all, [job.name]);
  for (const candidate of draft.latest.all) {
    const follows = dependents.has(candidate) || candidate.stagePosition > job.stagePosition;
    if (follows) resetIfSkipped(draft, candidate, cause);
  }
}

/** Sends every skipped job of the pipeline back to `created`, as the retry of a pipeline does. */
export function resetAllSkipped(draft: PipelineDraft, cause: Cause): void {
  for (const job of draft.latest.all) resetIfSkipped(draft, job, cause);
}

function resetIfSkipped(draft: PipelineDraft, job: JobDraft, cause: Cause): void {
  const { statuses, kinds } = draft.model;
  const skipped = inSet(statuses, 'skipped', 'reset.candidate', job.status);
  if (skipped && hasCapability(kinds, 'processed', 'reset.candidate', job.kind)) {
    applyEvent(draft, job, 'process', cause);
  }
}
