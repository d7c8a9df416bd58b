import { CHILD_SOURCE } from '../bridge/judge-trigger';
import { COMMIT_STATUS_SOURCE } from '../commit-status/commit-status-state';
import { cancelChildPipelines, cancelJobs, cancelRedundantJobs } from '../processing/cancel-jobs';
import type { JobDraft } from '../processing/job-draft';
import { causedByPipeline } from '../processing/job-transition';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { inSet } from '../status/in-set';
import { hasCapability } from '../status/job-kinds';
import { done, refused, type CommandResult } from './command-result';
import type { OtherPipelineCommand } from './pipeline-command';

/**
 * Cancels a pipeline because of another: with its parent, or because a newer commit has made it redundant. One in which
 * nothing is left to be canceled may have children in which something is.
 */
export function decideOtherPipeline(draft: PipelineDraft, command: OtherPipelineCommand): CommandResult {
  if (command.type === 'cancel_redundant') return cancelRedundant(draft, command);
  if (cancelJobs(draft, 'pipeline.cancel', causedByPipeline(command.pipelineId)) > 0) return done();
  cancelChildPipelines(draft);
  return refused('pipeline_not_cancelable');
}

/**
 * Whether a new pipeline of this source makes older ones of its ref redundant: a child does not, nor one that was made for
 * a commit status. Source: GitLab's `Ci::PipelineCreation::CancelRedundantPipelinesService`, and who calls it.
 */
export const makesOlderRedundant = (source: string): boolean => source !== CHILD_SOURCE && source !== COMMIT_STATUS_SOURCE;

/** The older pipeline's own configuration decides. Source: GitLab's `Ci::PipelineCreation::CancelRedundantPipelinesService`. */
function cancelRedundant(draft: PipelineDraft, { pipelineId }: OtherPipelineCommand): CommandResult {
  const cause = { type: 'auto_cancel', actor: `pipeline ${pipelineId}` } as const;
  const { onNewCommit } = draft.facts.autoCancel;
  const held = draft.attempts.some((job) => holdsPipeline(draft, job));
  if (onNewCommit === 'none' || (onNewCommit === 'conservative' && held)) return done();
  cancelRedundantJobs(draft, cause, onNewCommit === 'conservative' ? () => true : ({ interruptible }) => interruptible);
  return done();
}

/**
 * Work that has started and must not be interrupted, in an older attempt perhaps; `running_externally` counts as started,
 * for the other system is at it. Source: GitLab's `Ci::Pipeline.conservative_interruptible`.
 */
function holdsPipeline({ model }: PipelineDraft, { kind, interruptible, status }: JobDraft): boolean {
  if (interruptible || !hasCapability(model.kinds, 'holds_pipeline', 'redundant.started', kind)) return false;
  return inSet(model.statuses, 'started', 'redundant.started', status);
}
