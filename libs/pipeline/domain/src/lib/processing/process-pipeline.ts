import { assert } from '@holdpoint/kernel';
import { needsOrder } from '../graph/needs-order';
import { compositeStatus } from '../status/composite-status';
import { memberSet } from '../status/in-set';
import { capableKinds } from '../status/job-kinds';
import { applyEvent } from './apply-event';
import { foldPipeline, foldStage } from './folded-status';
import type { Cause } from './job-transition';
import type { JobDraft, PipelineDraft, StageDraft } from './pipeline-draft';
import { EarlierJobs, previousStatus } from './previous-status';
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
  const earlier = new EarlierJobs();
  for (const stage of draft.stages) {
    changed = processStage(draft, stage, earlier) || changed;
    foldStage(draft, stage, compositeStatus(statuses, 'fold.stage', stage.jobs).status);
    earlier.add(stage.jobs);
  }
  foldPipeline(draft, compositeStatus(statuses, 'fold.pipeline', draft.latest.values()).status);
  return changed;
}

function processStage(draft: PipelineDraft, stage: StageDraft, earlier: EarlierJobs): boolean {
  const candidates = candidatesOf(draft, stage);
  if (candidates.length === 0) return false;
  const previous = previousStatus(draft, earlier);
  const { statuses } = draft.model;
  const completed = memberSet(statuses, 'completed', 'processing.previous');
  let changed = false;
  for (const job of ordered(draft, stage, candidates)) {
    const status = previous.of(job);
    if (!completed.has(status)) continue;
    changed = start(draft, job, startDecision(statuses, job, status)) || changed;
  }
  return changed;
}

/** Needs within the stage decide who comes first; hardly a stage has any, and to look for them among 10,000 jobs takes a while. */
function ordered({ latest }: PipelineDraft, { position }: StageDraft, candidates: readonly JobDraft[]): readonly JobDraft[] {
  const needsOwn = ({ needs }: JobDraft): boolean => needs?.some(({ name }) => latest.get(name)?.stagePosition === position) ?? false;
  return candidates.some(needsOwn) ? needsOrder(candidates) : candidates;
}

/** The first step of a new attempt is told as the retry that it is, so that history knows who asked for it. */
function start(draft: PipelineDraft, job: JobDraft, decision: StartDecision): boolean {
  return applyEvent(draft, job, decision, draft.retriedBy.get(job) ?? PROCESSING);
}

function candidatesOf({ model: { statuses, kinds } }: PipelineDraft, stage: StageDraft): readonly JobDraft[] {
  const created = memberSet(statuses, 'created', 'processing.candidate');
  const processed = capableKinds(kinds, 'processed', 'processing.candidate');
  return stage.jobs.filter(({ status, kind }) => created.has(status) && processed.has(kind));
}
