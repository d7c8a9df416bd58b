import { applyEvent, targetStatus } from '../processing/apply-event';
import type { Cause } from '../processing/job-transition';
import type { JobDraft } from '../processing/job-draft';
import { attemptOf, type PipelineDraft } from '../processing/pipeline-draft';
import type { PipelineId } from '../processing/pipeline-facts';
import { resetSkipped } from '../processing/reset-skipped';
import { done, refused, type CommandResult } from '../commands/command-result';
import type { BridgeCommand, BridgeCorrectCommand, BridgeMirrorCommand, BridgeResetCommand } from '../commands/pipeline-command';
import { inSet } from '../status/in-set';
import { mirrorEvent } from '../status/mirror-event';
import type { Status } from '../status/status';

/** What another pipeline did, as the cause of a step here. */
export const causeOf = (pipelineId: PipelineId | null): Cause => ({
  type: 'pipeline',
  actor: pipelineId === null ? null : `pipeline ${pipelineId}`,
});

/** Brings a bridge in line with the pipeline that it triggers; each of these commands may come twice. */
export function decideBridge(draft: PipelineDraft, command: BridgeCommand): CommandResult {
  const job = attemptOf(draft, command.jobId);
  if (!job || job.trigger === null) return refused('job_not_found');
  switch (command.type) {
    case 'bridge_triggered':
      return noteTriggered(draft, job, causeOf(command.downstreamId));
    case 'bridge_failed':
      if (!waits(draft, job)) return done();
      applyEvent(draft, job, 'drop', causeOf(null), { failureReason: command.failureReason });
      return done([job.id]);
    case 'mirror_bridge':
    case 'correct_bridge':
    case 'reset_bridge':
      follow(draft, job, command);
      return done([job.id]);
  }
}

/** Without a strategy a bridge has done its work once the pipeline exists. One that was canceled meanwhile refuses it. */
function noteTriggered(draft: PipelineDraft, job: JobDraft, cause: Cause): CommandResult {
  if (inSet(draft.model.statuses, 'cancel_requested', 'bridge.canceled', job.status)) return refused('bridge_canceled');
  if (applyEvent(draft, job, 'run', cause) && job.trigger?.strategy === 'none') applyEvent(draft, job, 'success', cause);
  return done([job.id]);
}

/**
 * Takes over the status of the downstream pipeline. A bridge that is reset, or was told what does not hold any more, is
 * reopened first, so that what was skipped behind it is decided afresh. Only a reset, which someone with the right to it
 * asked for downstream, reopens a canceled bridge.
 */
function follow(draft: PipelineDraft, job: JobDraft, command: BridgeMirrorCommand | BridgeCorrectCommand | BridgeResetCommand): void {
  const { type, downstream } = command;
  const cause = causeOf(downstream.id);
  const eventOf = (status: Status): string | undefined => mirrorEvent(draft.model.statuses, job.trigger?.strategy ?? 'none', status);
  const event = eventOf(downstream.status);
  const reopens = type === 'reset_bridge' || (type === 'correct_bridge' && eventOf(command.told) !== undefined);
  if (type !== 'reset_bridge' && isCanceledByHand(draft, job, command)) return;
  if (event !== undefined && targetStatus(draft, job, event) === undefined) return;
  if (type === 'reset_bridge') draft.startedAnewBy = command.actor;
  const revival: Cause = type === 'reset_bridge' ? { type: 'retry', actor: command.actor } : cause;
  if (reopens && !waits(draft, job)) reopen(draft, job, cause, revival);
  if (event !== undefined) applyEvent(draft, job, event, cause);
}

/** A bridge may also be canceled because it was told a moment ago that its pipeline is. */
function isCanceledByHand(draft: PipelineDraft, job: JobDraft, command: BridgeMirrorCommand | BridgeCorrectCommand): boolean {
  if (!inSet(draft.model.statuses, 'cancel_requested', 'bridge.canceled', job.status)) return false;
  return command.type === 'mirror_bridge' || command.told !== job.status;
}

const waits = (draft: PipelineDraft, job: JobDraft): boolean =>
  inSet(draft.model.statuses, 'active', 'bridge.waits', job.status);

/**
 * It goes on from when it first started: nothing starts it again. What comes after it is revived in the name of who has the
 * right to it. Source: GitLab's `Ci::Pipeline#reset_source_bridge!`.
 */
function reopen(draft: PipelineDraft, job: JobDraft, cause: Cause, revival: Cause): void {
  if (!applyEvent(draft, job, 'pending', cause)) return;
  Object.assign(job, { finishedAt: null, failureReason: null });
  resetSkipped(draft, job, revival);
}
