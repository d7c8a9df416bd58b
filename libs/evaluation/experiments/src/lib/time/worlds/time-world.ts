import type { Instant } from '@holdpoint/kernel';
import type { Corridor, NewPipeline, SweepOverdue } from '@holdpoint/pipeline-application';
import type { JobId, PipelineId } from '@holdpoint/pipeline-domain';

/** Where external jobs wait: a store whose clock moves only when it is told to. */
export interface TimeWorld {
  /** Empties the store, puts its clock at an instant and starts pipelines; with a scheduled task for each, or without. */
  begin(at: Instant, pipelines: readonly Omit<NewPipeline, 'projectId'>[], withTasks: boolean): Promise<void>;
  /** What the clock says. */
  now(): Instant;
  /** Moves the clock forward. */
  setClock(at: Instant): Promise<void>;
  /** Starts one more process on the store. */
  openReplica(): Replica;
  /** Every external job. */
  jobs(): Promise<readonly WaitingJob[]>;
  /** How often each job has failed; a job that has not is left out. */
  failures(): Promise<ReadonlyMap<JobId, number>>;
  /** Forgets every scheduled task, as a queue does that is emptied or restored from an old copy. */
  loseTasks(): Promise<void>;
}

/** What one process has of the product. */
export interface Replica {
  readonly corridor: Corridor;
  readonly sweep: SweepOverdue;
  readonly tasks: ScheduledTasks;
  /** Ends it in order. */
  stop(): Promise<void>;
}

/** Tasks that are scheduled for pipelines, as one process takes them. */
export interface ScheduledTasks {
  /** Takes tasks from now on; pipelines that wait without a task get one. */
  start(): Promise<void>;
  /** Runs what is due; answers the deadline of the next task, by the store's clock, null when there is none. */
  runDue(): Promise<Instant | null>;
}

/** An external job that has started. */
export interface WaitingJob {
  readonly id: JobId;
  readonly pipelineId: PipelineId;
  readonly name: string;
  readonly startedAt: Instant;
  readonly deadlineAt: Instant;
  readonly finishedAt: Instant | null;
}
