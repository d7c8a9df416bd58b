import type { Instant } from '@holdpoint/kernel';
import type { CallbackMatchPolicy, CallbackTarget, JobId, MatchCandidate, PipelineId } from '@holdpoint/pipeline-domain';

/** Finds pipelines without locking them; what it answers may be outdated by the time it is used. */
export abstract class PipelineLookup {
  /** A pipeline of a project, which never changes its ref and sha; undefined when it is not the project's. */
  abstract findPipeline(projectId: number, pipelineId: PipelineId): Promise<FoundPipeline | undefined>;

  /** The jobs that a callback means, as far as can be told before their pipelines are locked. */
  abstract findCallbackTargets(search: TargetSearch): Promise<CallbackTargets>;

  /** The pipeline that a job of a project belongs to, whatever the kind of job; undefined when there is none. */
  abstract findPipelineOfJob(projectId: number, jobId: number): Promise<FoundPipeline | undefined>;

  /** The pipelines whose wake-up is due, most overdue first, without some, and the next wake-up that is not due yet. */
  abstract findWakeUps(limit: number, without?: readonly PipelineId[]): Promise<WakeUps>;
}

/** What the clock asks for. */
export interface WakeUps {
  /** The store's clock. */
  readonly now: Instant;
  readonly due: readonly PipelineId[];
  /** The earliest wake-up that is not due yet; null when there is none. */
  readonly nextAt: Instant | null;
  /** True while the store's clock stands still (simulation): waiting brings nothing nearer. */
  readonly clockStands: boolean;
}

/** The keys of a callback whose digest may stand for several commits: the pipeline's sha must be one of them. */
export interface TargetSearch extends Omit<CallbackTarget, 'sha'> {
  /** Null where the callback names no revision. */
  readonly shas: readonly string[] | null;
}

/** What the keys of a callback lead to. */
export interface CallbackTargets {
  /** What the project wants done when there are several. */
  readonly policy: CallbackMatchPolicy;
  /** Oldest first. */
  readonly found: readonly FoundTarget[];
}

/** A pipeline that a callback concerns, with the job where keys have found it. */
export interface FoundTarget extends MatchCandidate {
  readonly pipelineId: PipelineId;
  readonly jobId: JobId | null;
  readonly jobName: string | null;
}

/** A pipeline by what a callback may say of it beside the number or name of a job. */
export interface FoundPipeline {
  readonly id: PipelineId;
  readonly ref: string;
  readonly sha: string;
}
