import type { Cause } from '../processing/job-transition';
import type { JobDraft } from '../processing/job-draft';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { inSet } from '../status/in-set';
import type { Status } from '../status/status';

/**
 * A bridge that becomes pending asks for its pipeline, once for each time that it starts: one that is reopened by its
 * downstream pipeline has it already. Source: GitLab's `after_transition [:created, :manual, …] => :pending`.
 */
export function afterBridgeStep(draft: PipelineDraft, job: JobDraft, from: Status, cause: Cause): void {
  const { statuses } = draft.model;
  if (job.trigger === null || cause.type === 'pipeline') return;
  const starts =
    inSet(statuses, 'pending', 'bridge.trigger', job.status) &&
    inSet(statuses, 'not_triggered', 'bridge.trigger_from', from);
  if (starts) draft.effects.push({ type: 'trigger_downstream', jobId: job.id });
}

/** Has the child pipeline of a canceled bridge canceled too; a pipeline of another project goes on. */
export function cancelChildOf(draft: PipelineDraft, job: JobDraft): void {
  if (triggersChild(job)) draft.effects.push({ type: 'cancel_downstream', jobId: job.id });
}

/** True for a bridge that triggers a pipeline of its own project. */
export const triggersChild = ({ trigger }: Pick<JobDraft, 'trigger'>): boolean =>
  trigger !== null && trigger.project === undefined;
