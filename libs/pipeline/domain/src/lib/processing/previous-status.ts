import { capableKinds } from '../status/job-kinds';
import { compositeStatus } from '../status/composite-status';
import type { Status } from '../status/status';
import type { JobDraft, PipelineDraft, StageDraft } from './pipeline-draft';

/** Answers what a job's predecessors have come to, within one pass over the stages. */
export interface PreviousStatus {
  /** The fold of the needed jobs, or of all jobs of earlier stages; success when there are none. */
  of(job: JobDraft): Status;
}

/**
 * Reads the fold of what comes before a stage's jobs. The fold of the earlier stages is made once for a stage,
 * lazily: in a pipeline of needs nobody may ask for it. Absent needed jobs do not count (`needs:optional`).
 */
export function previousStatus(draft: PipelineDraft, earlier: readonly StageDraft[]): PreviousStatus {
  let ofStages: Status | undefined;
  return {
    of: (job) => (job.needs ? ofNeeds(draft, job) : (ofStages ??= ofEarlier(draft, earlier))),
  };
}

function ofNeeds(draft: PipelineDraft, job: JobDraft): Status {
  const { statuses, kinds } = draft.model;
  const neededKinds = capableKinds(kinds, 'needed', 'needs.needed');
  const counted: JobDraft[] = [];
  for (const { name } of job.needs ?? []) {
    const needed = draft.latest.get(name);
    if (needed && neededKinds.has(needed.kind)) counted.push(needed);
  }
  return compositeStatus(statuses, 'fold.needs', counted).status ?? 'success';
}

function ofEarlier(draft: PipelineDraft, earlier: readonly StageDraft[]): Status {
  const jobs = earlier.flatMap((stage) => stage.jobs);
  return compositeStatus(draft.model.statuses, 'fold.prior_stages', jobs).status ?? 'success';
}
