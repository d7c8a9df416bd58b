import { done, refused, type CommandResult } from '../commands/command-result';
import type { BridgeCommand } from '../commands/pipeline-command';
import { applyEvent } from '../processing/apply-event';
import type { JobDraft } from '../processing/job-draft';
import { causedByPipeline, type Cause } from '../processing/job-transition';
import { attemptOf, type PipelineDraft } from '../processing/pipeline-draft';
import { settle } from '../processing/settle';
import { correct, isCanceled, mirror, reset, waits } from './follow-downstream';

/** Brings a bridge in line with the pipeline that it triggers; each of these commands may come twice. */
export function decideBridge(draft: PipelineDraft, command: BridgeCommand): CommandResult {
  const job = attemptOf(draft, command.jobId);
  if (!job || job.trigger === null) return refused('job_not_found');
  switch (command.type) {
    case 'bridge_triggered':
      return noteTriggered(draft, job, causedByPipeline(command.downstreamId));
    case 'bridge_failed':
      if (!waits(draft, job)) return done();
      applyEvent(draft, job, 'drop', causedByPipeline(null), { failureReason: command.failureReason });
      return done([job.id]);
    case 'mirror_bridge':
      if (!isCanceled(draft, job)) mirror(draft, job, command.downstream);
      return done([job.id]);
    case 'correct_bridge':
      correct(draft, job, command);
      return done([job.id]);
    case 'reset_bridge':
      reset(draft, job, command);
      return done([job.id]);
  }
}

/**
 * Without a strategy a bridge has done its work once the pipeline exists; its own pipeline is processed in between, for it
 * starts with what first runs in it. One that was canceled meanwhile refuses what it triggers.
 */
function noteTriggered(draft: PipelineDraft, job: JobDraft, cause: Cause): CommandResult {
  if (isCanceled(draft, job)) return refused('bridge_canceled');
  if (!applyEvent(draft, job, 'run', cause) || job.trigger?.strategy !== 'none') return done([job.id]);
  settle(draft);
  applyEvent(draft, job, 'success', cause);
  return done([job.id]);
}
