import { assert } from '@holdpoint/kernel';
import { inSet } from '../status/in-set';
import { nextStatus } from '../status/next-status';
import type { Status } from '../status/status';
import type { StatusModel } from '../status/status-model';
import { executedPeriods } from './pipeline-duration';
import type { PipelineDraft, StageDraft } from './pipeline-draft';

/** Gives a stage the fold of its jobs; a fold of `created` leaves it as it is, an empty one counts as skipped. */
export function foldStage(draft: PipelineDraft, stage: StageDraft, folded: Status | null): void {
  stage.status = foldedTo(draft.model.statuses, 'stage', stage.status, folded ?? 'skipped') ?? stage.status;
}

/**
 * Gives a pipeline the fold of all its jobs, with its times; an empty pipeline counts as a success. Where its machine leads
 * from a status to itself, it ends anew if a job has changed. Source: GitLab's `Ci::Pipeline`, `event :succeed`.
 */
export function foldPipeline(draft: PipelineDraft, folded: Status | null): void {
  const { statuses } = draft.model;
  const from = draft.pipeline.status;
  const to = foldedTo(statuses, 'pipeline', from, folded ?? 'success');
  if (to === undefined || (to === from && draft.transitions.length === 0)) return;
  draft.pipeline.status = to;
  if (inSet(statuses, 'executing', 'pipeline.started_at', to)) stampStart(draft, from);
  if (inSet(statuses, 'ended', 'pipeline.finished_at', to)) draft.pipeline.finishedAt = draft.now;
  // A pipeline that blocks before anything has started has no duration, even if the same pass starts it afterwards.
  if (draft.pipeline.startedAt !== null && inSet(statuses, 'completed_with_manual', 'pipeline.duration', to)) {
    draft.executed = executedPeriods(draft.model, draft.latest.all, draft.now);
  }
}

/** Undefined where the fold moves nothing. */
function foldedTo(model: StatusModel, machine: 'stage' | 'pipeline', from: Status, folded: Status): Status | undefined {
  const event = model.foldedStatusEvents[folded];
  assert(event !== undefined, `a ${machine} can take the folded status ${folded}`);
  return event === null ? undefined : nextStatus(model, machine, event, from);
}

/** The first start stands, however often the pipeline is retried. */
function stampStart(draft: PipelineDraft, from: Status): void {
  if (!inSet(draft.model.statuses, 'not_started', 'pipeline.started_from', from)) return;
  draft.pipeline.startedAt ??= draft.now;
}
