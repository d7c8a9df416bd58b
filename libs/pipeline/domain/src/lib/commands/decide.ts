import { assertNever } from '@holdpoint/kernel';
import { decideBridge } from '../bridge/decide-bridge';
import { decideCommitStatus } from '../commit-status/decide-commit-status';
import { decideCallback } from '../external-job/decide-callback';
import { applyEvent } from '../processing/apply-event';
import { attemptOf, type PipelineDraft } from '../processing/pipeline-draft';
import { startWithResource } from '../resource-group/start-with-resource';
import { done, refused, type CommandResult } from './command-result';
import { decideDropPipeline } from './decide-drop-pipeline';
import { decideFireEvent } from './decide-fire-event';
import { decideJobAction } from './decide-job-action';
import { decideOtherPipeline } from './decide-other-pipeline';
import { decidePipelineAction } from './decide-pipeline-action';
import type { BuildUpdateCommand, PipelineCommand } from './pipeline-command';

/** Carries out one command on the working copy, or refuses it and leaves the copy as it was. */
export function decide(draft: PipelineDraft, command: PipelineCommand): CommandResult {
  switch (command.type) {
    case 'process':
      return done();
    case 'callback':
      return { type: 'matched', match: decideCallback(draft, command) };
    case 'commit_status':
      return decideCommitStatus(draft, command);
    case 'fire_event':
      return decideFireEvent(draft, command);
    case 'build_update':
      return decideBuildUpdate(draft, command);
    case 'play_job':
    case 'cancel_job':
    case 'force_cancel_job':
    case 'retry_job':
      return decideJobAction(draft, command);
    case 'cancel_pipeline':
    case 'end_pipeline':
    case 'retry_pipeline':
      return decidePipelineAction(draft, command);
    case 'drop_pipeline':
      return decideDropPipeline(draft, command);
    case 'bridge_triggered':
    case 'bridge_failed':
    case 'mirror_bridge':
    case 'correct_bridge':
    case 'reset_bridge':
      return decideBridge(draft, command);
    case 'cancel_child':
    case 'cancel_redundant':
      return decideOtherPipeline(draft, command);
    case 'start_with_resource':
      return startWithResource(draft, command);
    default:
      return assertNever(command);
  }
}

/** A runner may move builds only; a build that was canceled or timed out meanwhile refuses its report. */
function decideBuildUpdate(draft: PipelineDraft, command: BuildUpdateCommand): CommandResult {
  const job = attemptOf(draft, command.jobId);
  if (!job || job.kind !== 'build') return refused('job_not_found');
  const cause = { type: 'runner', actor: command.actor } as const;
  const { failureReason } = command;
  const moved = applyEvent(draft, job, command.event, cause, failureReason ? { failureReason } : {});
  return moved ? done([job.id]) : refused('illegal_event');
}
