import { assert, type Instant } from '@holdpoint/kernel';
import type { CallbackMatch, ParkedCallback } from '../external-job/callback-match';
import type { CiModel } from '../status/ci-model';
import type { Effect } from './effect';
import type { Cause, JobTransition } from './job-transition';
import { JobGraph } from '../graph/job-graph';
import { JobDraft, type Mutable } from './job-draft';
import { LatestJobs } from './latest-jobs';
import type { JobFacts, JobId, Period, PipelineFacts, StageFacts } from './pipeline-facts';

/** A stage being worked on, with the latest attempts of its jobs. */
export interface StageDraft extends Mutable<StageFacts> {
  readonly jobs: JobDraft[];
}

/**
 * The working copy of one pipeline during a pass. It lives inside the pure core: facts go in, changes come out,
 * and what happens in between mutates this copy only, so that a pass over n jobs stays linear in n.
 */
export interface PipelineDraft {
  readonly model: CiModel;
  readonly facts: PipelineFacts;
  readonly now: Instant;
  readonly pipeline: Mutable<Pick<PipelineFacts, 'status' | 'startedAt' | 'finishedAt' | 'durationMs'>>;
  /** When its jobs were executed, as of when it last ended or blocked in this pass; null when it has not. */
  executed: readonly Period[] | null;
  readonly stages: StageDraft[];
  /** Every attempt at hand: those of the facts, in their order, then what is new. */
  readonly attempts: JobDraft[];
  /** The same by id, once {@link attemptOf} was asked for one. */
  byId: Map<JobId, JobDraft> | null;
  readonly latest: LatestJobs;
  readonly transitions: JobTransition[];
  readonly matches: CallbackMatch[];
  readonly parked: ParkedCallback[];
  readonly effects: Effect[];
  /** External jobs that began to wait and for which nobody has looked for parked callbacks yet. */
  readonly startedToWait: JobDraft[];
  /** New attempts with the job each was copied from. */
  readonly clones: { readonly job: JobDraft; readonly sourceId: JobId }[];
  /** What the plan did not have. */
  readonly added: { readonly stages: StageDraft[]; readonly jobs: JobDraft[] };
  /** Jobs in resource groups that the pass has moved or made. */
  readonly movedInGroups: Set<JobDraft>;
  /** The same of those with an environment. */
  readonly movedInEnvironments: Set<JobDraft>;
  /** Jobs that have started with the resource of their group. */
  readonly startedWithResource: Set<JobDraft>;
  /** Who asked for the new attempts of the command under way: a first step at once is theirs, not processing's. */
  readonly retriedBy: Map<JobDraft, Cause>;
  /** Who has last started something anew; null when nobody has. The pipelines above ask whether they may. */
  startedAnewBy: string | null;
  /** What a failure asks for once the command that caused it is done. */
  readonly followUps: FollowUp[];
}

/** Work that a failed job leaves behind: a retry by itself, or the end of the pipeline (`workflow:auto_cancel`). */
export interface FollowUp {
  readonly type: 'auto_retry' | 'auto_cancel';
  readonly job: JobDraft;
  readonly cause: Cause;
}

/** Opens the working copy of a pipeline; throws when the facts do not fit together. */
export function openDraft(model: CiModel, facts: PipelineFacts): PipelineDraft {
  const attempts = facts.jobs.map((job, place) => new JobDraft(job, place));
  const latest = new LatestJobs(facts.graph ?? new JobGraph(facts.jobs), attempts);
  return {
    model,
    facts,
    now: facts.now,
    pipeline: {
      status: facts.status,
      startedAt: facts.startedAt,
      finishedAt: facts.finishedAt,
      durationMs: facts.durationMs,
    },
    executed: null,
    stages: stageDrafts(facts, latest.all),
    attempts,
    byId: null,
    latest,
    transitions: [],
    matches: [],
    parked: [],
    effects: [],
    startedToWait: [],
    clones: [],
    added: { stages: [], jobs: [] },
    movedInGroups: new Set(),
    startedWithResource: new Set(),
    movedInEnvironments: new Set(),
    retriedBy: new Map(),
    startedAnewBy: null,
    followUps: [],
  };
}

function stageDrafts(facts: PipelineFacts, latest: readonly JobDraft[]): StageDraft[] {
  const stages = facts.stages.map(({ id, name, position, status }): StageDraft => ({ id, name, position, status, jobs: [] }));
  const byPosition = new Map(stages.map((stage) => [stage.position, stage]));
  for (const job of latest) {
    const stage = byPosition.get(job.stagePosition);
    assert(stage, `job ${job.id} belongs to a stage of its pipeline`);
    stage.jobs.push(job);
  }
  return stages;
}

/** An attempt by its number. Most passes ask for none, and 10,000 jobs take a while to be put in order for it. */
export const attemptOf = (draft: PipelineDraft, id: JobId): JobDraft | undefined =>
  (draft.byId ??= new Map(draft.attempts.map((job) => [job.id, job]))).get(id);

/**
 * Makes a copy of a job its latest attempt. The copy goes to the end, where the store will list it by its number:
 * a batch must not order jobs otherwise than its members would one after another.
 */
export function replaceLatest(draft: PipelineDraft, previous: JobDraft, job: JobDraft): void {
  makeLatest(draft, previous, job);
  draft.clones.push({ job, sourceId: previous.id });
}

function makeLatest(draft: PipelineDraft, previous: JobDraft | undefined, job: JobDraft): void {
  const stage = draft.stages.find(({ position }) => position === job.stagePosition);
  assert(stage, `job ${job.id} belongs to a stage of its pipeline`);
  if (previous) {
    previous.retried = true;
    noteMove(draft, previous);
    stage.jobs.splice(stage.jobs.indexOf(previous), 1);
  }
  stage.jobs.push(job);
  draft.attempts.push(job);
  draft.latest.set(job);
  draft.byId?.set(job.id, job);
  noteMove(draft, job);
}

/** Remembers a job that was moved or made, where others than its pipeline care. */
export function noteMove({ movedInGroups, movedInEnvironments }: PipelineDraft, job: JobDraft): void {
  if (job.resourceGroupId !== null) movedInGroups.add(job);
  if (job.environment !== null) movedInEnvironments.add(job);
}

/** The number of a row until the store gives it one: negative, and used once in a pass. */
export const provisionalId = ({ clones, added }: PipelineDraft): JobId =>
  -1 - clones.length - added.stages.length - added.jobs.length;

/** Adds a job to the pipeline, as the latest of its name. */
export function addJob(draft: PipelineDraft, job: Omit<JobFacts, 'id'>, previous: JobDraft | undefined): JobDraft {
  const added = new JobDraft({ ...job, id: provisionalId(draft) });
  makeLatest(draft, previous, added);
  draft.added.jobs.push(added);
  return added;
}

/** Adds a stage behind all others. */
export function addStage(draft: PipelineDraft, { name, position }: Pick<StageFacts, 'name' | 'position'>): StageDraft {
  assert(draft.stages.every((stage) => stage.position < position), 'a stage is added behind all others');
  const stage: StageDraft = { id: provisionalId(draft), name, position, status: draft.model.statuses.machines.stage.initial, jobs: [] };
  draft.stages.push(stage);
  draft.added.stages.push(stage);
  return stage;
}
