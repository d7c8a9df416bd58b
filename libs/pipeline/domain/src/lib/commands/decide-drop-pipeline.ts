import { applyEvent } from '../processing/apply-event';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { inSet } from '../status/in-set';
import { hasCapability } from '../status/job-kinds';
import { done, refused, type CommandResult } from './command-result';
import type { DropPipelineCommand } from './pipeline-command';

/** Fails every job that could be canceled, those that have not begun among them. Source: GitLab's `Ci::DropPipelineService`. */
export function decideDropPipeline(draft: PipelineDraft, { failureReason, actor }: DropPipelineCommand): CommandResult {
  const { statuses, kinds } = draft.model;
  const cause = { type: 'user', actor } as const;
  const dropped = draft.latest.all
    .filter(({ kind, status }) => hasCapability(kinds, 'cancelable', 'pipeline.drop', kind) && inSet(statuses, 'cancelable', 'pipeline.drop', status))
    .filter((job) => applyEvent(draft, job, 'drop', cause, { failureReason }));
  return dropped.length > 0 ? done(dropped.map(({ id }) => id)) : refused('pipeline_not_cancelable');
}
