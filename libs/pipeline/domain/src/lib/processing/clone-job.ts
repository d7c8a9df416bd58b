import type { Cause } from './job-transition';
import { JobDraft } from './job-draft';
import type { PipelineDraft } from './pipeline-draft';
import { applyEvent } from './apply-event';
import { provisionalId, replaceLatest } from './pipeline-draft';
import { NOT_BEGUN } from './pipeline-facts';
import { initialStatus } from '../status/initial-status';

/**
 * Puts a new attempt in `created` in the place of a job; the old row stays as it ended.
 * `enqueueImmediately` starts a manual or delayed job again without waiting for a person or a timer a second time.
 * One that is being canceled ends first: nobody will wait for its acknowledgement any more.
 */
export function cloneJob(draft: PipelineDraft, job: JobDraft, enqueueImmediately: boolean, cause: Cause): JobDraft {
  applyEvent(draft, job, 'cancel', cause);
  const clone = new JobDraft(job.toFacts({
    id: provisionalId(draft),
    attempt: job.attempt + 1,
    status: initialStatus(draft.model, job.kind),
    ...NOT_BEGUN,
    enqueueImmediately,
  }));
  replaceLatest(draft, job, clone);
  draft.retriedBy.set(clone, cause);
  return clone;
}

/**
 * Tells of each new attempt that has to wait for others who asked for it, which its first step would tell: processing makes
 * that step later, in nobody's name, and what a bridge may do depends on the name.
 */
export function tellRetries(draft: PipelineDraft): void {
  if (draft.retriedBy.size === 0) return;
  const told = new Set(draft.transitions.map(({ jobId }) => jobId));
  for (const [{ id, kind, status }, cause] of draft.retriedBy) {
    if (told.has(id)) continue;
    draft.transitions.push({ jobId: id, kind, event: 'retry', from: status, to: status, cause, at: draft.now, ending: false });
  }
  draft.retriedBy.clear();
}
