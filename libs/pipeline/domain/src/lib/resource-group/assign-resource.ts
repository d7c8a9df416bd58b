import { done, refused, type CommandResult } from '../commands/command-result';
import type { AssignResourceCommand } from '../commands/pipeline-command';
import { applyEvent } from '../processing/apply-event';
import type { Cause } from '../processing/job-transition';
import { attemptOf, type PipelineDraft } from '../processing/pipeline-draft';

/** The event by which a job that waited for its resource starts; its name is GitLab's. */
export const RESOURCE_ASSIGNED = 'enqueue_waiting_for_resource';

const PROCESSING: Cause = { type: 'processing', actor: null };

/** Starts the job that has got the resource of its group; one that was canceled meanwhile gives it back by having ended. */
export function assignResource(draft: PipelineDraft, { jobId }: AssignResourceCommand): CommandResult {
  const job = attemptOf(draft, jobId);
  return job && applyEvent(draft, job, RESOURCE_ASSIGNED, PROCESSING) ? done([job.id]) : refused('illegal_event');
}
