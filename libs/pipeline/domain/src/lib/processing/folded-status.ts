import { assert } from '@holdpoint/kernel';
import { inSet } from '../status/in-set';
import { nextStatus } from '../status/next-status';
import type { Status } from '../status/status';
import type { StatusModel } from '../status/status-model';
import { executedPeriods } from './pipeline-duration';
import type { PipelineDraft, StageDraft } from './pipeline-draft';

/** Gives a stage the fold of its jobs; a fold of `created` leaves it as it is, an empty one counts as skipped. */
export function foldStage(draft: PipelineDraft, stage: StageDraft, folded: Status | null): void {
  stage.status = foldedTo(draft.model.statuses, 'stage', stage.status, folded ?? 'skipped');
}

/** Gives a pipeline the fold of all its jobs, with its times; an empty pipeline counts as a success. */
export function foldPipeline(draft: PipelineDraft, folded: Status | null): void {
  const { statuses } = draft.model;
  const from = draft.pipeline.status;
  const to = foldedTo(statuses, 'pipeline', from, folded ?? 'success');
  if (to === from) return;
  draft.pipeline.status = to;
  if (inSet(statuses, 'executing', 'pipeline.started_at', to)) stampStart(draft, from);
  if (inSet(statuses, 'ended', 'pipeline.finished_at', to)) draft.pipeline.finishedAt = draft.now;
  if (inSet(statuses, 'completed_with_manual', 'pipeline.duration', to)) {
    draft.executed = executedPeriods(draft.model, draft.latest.all, draft.now);
  }
}

function foldedTo(model: StatusModel, machine: 'stage' | 'pipeline', from: Status, folded: Status): Status {
  const event = model.foldedStatusEvents[folded];
  assert(event !== undefined, `a ${machine} can take the folded status ${folded}`);
  if (event === null) return from;
  return nextStatus(model, machine, event, from) ?? from;
}

/** The first start stands, however often the pipeline is retried. */
function stampStart(draft: PipelineDraft, from: Status): void {
  if (!inSet(draft.model.statuses, 'not_started', 'pipeline.started_from', from)) return;
  draft.pipeline.startedAt ??= draft.now;
}
