import type { BridgeCorrectCommand, BridgeResetCommand, DownstreamState } from '../commands/pipeline-command';
import { applyEvent, targetStatus } from '../processing/apply-event';
import type { JobDraft } from '../processing/job-draft';
import { causedByPipeline, type Cause } from '../processing/job-transition';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { resetSkipped } from '../processing/reset-skipped';
import { inSet } from '../status/in-set';
import { mirrorEvent } from '../status/mirror-event';
import type { Status } from '../status/status';

/** Makes a bridge take over the status of the pipeline that it triggers. */
export function mirror(draft: PipelineDraft, job: JobDraft, { id, status }: DownstreamState): void {
  const event = mirrored(draft, job, status);
  if (event !== undefined) applyEvent(draft, job, event, causedByPipeline(id));
}

/**
 * Makes a bridge take over what holds by now instead of what it was told: it is reopened first, so that what was skipped
 * behind it is decided afresh. It may also be canceled because it was told a moment ago that its pipeline is.
 */
export function correct(draft: PipelineDraft, job: JobDraft, { downstream, told }: BridgeCorrectCommand): void {
  const isCanceledByHand = isCanceled(draft, job) && told !== job.status;
  if (isCanceledByHand || !canMirror(draft, job, downstream.status)) return;
  const cause = causedByPipeline(downstream.id);
  if (mirrored(draft, job, told) !== undefined) reopen(draft, job, cause, cause);
  mirror(draft, job, downstream);
}

/**
 * Makes a bridge wait again where something was started anew downstream: it is reopened first, even a canceled one, since
 * who asked for it has the right to that.
 */
export function reset(draft: PipelineDraft, job: JobDraft, { downstream, actor }: BridgeResetCommand): void {
  if (!canMirror(draft, job, downstream.status)) return;
  draft.startedAnewBy = actor;
  reopen(draft, job, causedByPipeline(downstream.id), { type: 'retry', actor });
  mirror(draft, job, downstream);
}

const mirrored = ({ model }: PipelineDraft, { trigger }: JobDraft, status: Status): string | undefined =>
  mirrorEvent(model.statuses, trigger?.strategy ?? 'none', status);

/** False where the bridge could not follow, so that it is not reopened for nothing. */
function canMirror(draft: PipelineDraft, job: JobDraft, status: Status): boolean {
  const event = mirrored(draft, job, status);
  return event === undefined || targetStatus(draft, job, event) !== undefined;
}

/** True for a bridge that is canceled or about to be: by hand, or because its pipeline was. */
export const isCanceled = (draft: PipelineDraft, job: JobDraft): boolean =>
  inSet(draft.model.statuses, 'cancel_requested', 'bridge.canceled', job.status);

/** True for a bridge that has not come to an end. */
export const waits = (draft: PipelineDraft, job: JobDraft): boolean =>
  inSet(draft.model.statuses, 'active', 'bridge.waits', job.status);

/**
 * It goes on from when it first started: nothing starts it again. What comes after it is revived in the name of who has the
 * right to it. Source: GitLab's `Ci::Pipeline#reset_source_bridge!`.
 */
function reopen(draft: PipelineDraft, job: JobDraft, cause: Cause, revival: Cause): void {
  if (waits(draft, job) || !applyEvent(draft, job, 'pending', cause)) return;
  Object.assign(job, { finishedAt: null, failureReason: null });
  resetSkipped(draft, job, revival);
}
