import { needsOrder } from '../graph/needs-order';
import { compositeStatus } from '../status/composite-status';
import { memberSet } from '../status/in-set';
import { capableKinds } from '../status/job-kinds';
import { applyEvent } from './apply-event';
import { foldPipeline, foldStage } from './folded-status';
import type { Cause } from './job-transition';
import type { JobDraft } from './job-draft';
import type { PipelineDraft, StageDraft } from './pipeline-draft';
import { EarlierJobs, previousStatus } from './previous-status';
import { startDecision, type StartDecision } from './start-decision';

const PROCESSING: Cause = { type: 'processing', actor: null };

/**
 * Advances every job whose predecessors are complete and folds stages and pipeline. It does not know why it was called;
 * called twice it changes nothing: jobs are looked at in the order of stages and needs, so what a job makes of others is
 * seen when their turn comes. Source: GitLab's `Ci::PipelineProcessing::AtomicProcessingService`.
 */
export function processPipeline(draft: PipelineDraft): void {
  const { statuses } = draft.model;
  const earlier = new EarlierJobs();
  for (const stage of draft.stages) {
    processStage(draft, stage, earlier);
    foldStage(draft, stage, compositeStatus(statuses, 'fold.stage', stage.jobs).status);
    earlier.add(stage.jobs);
  }
  foldPipeline(draft, compositeStatus(statuses, 'fold.pipeline', draft.latest.all).status);
}

function processStage(draft: PipelineDraft, stage: StageDraft, earlier: EarlierJobs): void {
  const candidates = candidatesOf(draft, stage);
  if (candidates.length === 0) return;
  const previous = previousStatus(draft, earlier);
  const { statuses } = draft.model;
  const completed = memberSet(statuses, 'completed', 'processing.previous');
  for (const job of ordered(draft, stage, candidates)) {
    const status = previous.of(job);
    if (completed.has(status)) start(draft, job, startDecision(statuses, job, status));
  }
}

/** Needs within the stage decide who comes first. */
const ordered = ({ latest }: PipelineDraft, { position, jobs }: StageDraft, candidates: readonly JobDraft[]): readonly JobDraft[] =>
  latest.hasNeedsWithin(position, jobs) ? needsOrder(candidates) : candidates;

/** The first step of a new attempt is told as the retry that it is, so that history knows who asked for it. */
function start(draft: PipelineDraft, job: JobDraft, decision: StartDecision): void {
  applyEvent(draft, job, decision, draft.retriedBy.get(job) ?? PROCESSING);
}

function candidatesOf({ model: { statuses, kinds } }: PipelineDraft, stage: StageDraft): readonly JobDraft[] {
  const created = memberSet(statuses, 'created', 'processing.candidate');
  const processed = capableKinds(kinds, 'processed', 'processing.candidate');
  return stage.jobs.filter(({ status, kind }) => created.has(status) && processed.has(kind));
}
