import { assert } from '@holdpoint/kernel';
import { needsOrder } from '../graph/needs-order';
import { compositeStatus } from '../status/composite-status';
import { hasCapability } from '../status/job-kinds';
import { inSet } from '../status/in-set';
import { applyEvent } from './apply-event';
import { foldPipeline, foldStage } from './folded-status';
import type { Cause } from './job-transition';
import type { JobDraft, PipelineDraft, StageDraft } from './pipeline-draft';
import { previousStatus } from './previous-status';
import { startDecision, type StartDecision } from './start-decision';

const PROCESSING: Cause = { type: 'processing', actor: null };

/**
 * Advances every job whose predecessors are complete and folds stages and pipeline, until nothing changes.
 * It does not know why it was called; called twice it changes nothing.
 * Source: GitLab's `Ci::PipelineProcessing::AtomicProcessingService`.
 */
export function processPipeline(draft: PipelineDraft): void {
  // Each round that starts another takes a job out of `created`, so there are no more rounds than jobs.
  for (let rounds = 0; processOnce(draft); rounds += 1) {
    assert(rounds <= draft.latest.size, 'processing comes to an end');
  }
}

function processOnce(draft: PipelineDraft): boolean {
  const { statuses } = draft.model;
  let changed = false;
  draft.stages.forEach((stage, index) => {
    changed = processStage(draft, stage, draft.stages.slice(0, index)) || changed;
    foldStage(draft, stage, compositeStatus(statuses, 'fold.stage', stage.jobs).status);
  });
  foldPipeline(draft, compositeStatus(statuses, 'fold.pipeline', draft.latest.values()).status);
  return changed;
}

function processStage(draft: PipelineDraft, stage: StageDraft, earlier: readonly StageDraft[]): boolean {
  const candidates = stage.jobs.filter((job) => isCandidate(draft, job));
  const previous = previousStatus(draft, earlier);
  const { statuses } = draft.model;
  let changed = false;
  for (const job of needsOrder(candidates)) {
    const status = previous.of(job);
    if (!inSet(statuses, 'completed', 'processing.previous', status)) continue;
    changed = start(draft, job, startDecision(statuses, job, status)) || changed;
  }
  return changed;
}

/** The first step of a new attempt is told as the retry that it is, so that history knows who asked for it. */
function start(draft: PipelineDraft, job: JobDraft, decision: StartDecision): boolean {
  return applyEvent(draft, job, decision, draft.retriedBy.get(job) ?? PROCESSING);
}

function isCandidate(draft: PipelineDraft, job: JobDraft): boolean {
  const { statuses, kinds } = draft.model;
  return (
    inSet(statuses, 'created', 'processing.candidate', job.status) &&
    hasCapability(kinds, 'processed', 'processing.candidate', job.kind)
  );
}
