import { done, refused, type CommandResult } from '../commands/command-result';
import type { StartWithResourceCommand } from '../commands/pipeline-command';
import { applyEvent } from '../processing/apply-event';
import type { Cause } from '../processing/job-transition';
import { attemptOf, type PipelineDraft } from '../processing/pipeline-draft';

/** The event by which a job that waited for its resource starts; its name is GitLab's. */
export const RESOURCE_ASSIGNED = 'enqueue_waiting_for_resource';

const PROCESSING: Cause = { type: 'processing', actor: null };

/** Starts the job that has got the resource of its group; one that was canceled meanwhile has given it back by ending. */
export function startWithResource(draft: PipelineDraft, { jobId }: StartWithResourceCommand): CommandResult {
  const job = attemptOf(draft, jobId);
  if (!job || !applyEvent(draft, job, RESOURCE_ASSIGNED, PROCESSING)) return refused('illegal_event');
  draft.startedWithResource.add(job);
  return done([job.id]);
}
