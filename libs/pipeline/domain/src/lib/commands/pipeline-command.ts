import type { FailureReason, JobId } from '../processing/pipeline-facts';

/** Something asked of one pipeline; every change goes through one of these. */
export type PipelineCommand =
  | ProcessCommand
  | CallbackCommand
  | FireEventCommand
  | BuildUpdateCommand
  | JobActionCommand
  | PipelineActionCommand;

/** Asks for nothing but what every pass does: expire what is overdue and process. */
export interface ProcessCommand {
  readonly type: 'process';
}

/** A report about external work; the job is named by id, by name, or by both, which must then agree. */
export interface CallbackCommand {
  readonly type: 'callback';
  readonly callbackId: string;
  readonly jobId: JobId | null;
  readonly jobName: string | null;
  readonly outcome: 'success' | 'failed';
  readonly actor: string;
}

/** Fires any event of the jobs' machines, or `play`, `retry` or `cancel`; for simulations and conformance cases. */
export interface FireEventCommand {
  readonly type: 'fire_event';
  readonly event: string;
  /** Names of jobs; null fires the event on the pipeline, which knows `retry` and `cancel`. */
  readonly jobNames: readonly string[] | null;
  readonly actor: string;
}

/** A runner's report about a build. */
export interface BuildUpdateCommand {
  readonly type: 'build_update';
  readonly jobId: JobId;
  readonly event: 'run' | 'success' | 'drop';
  readonly failureReason?: FailureReason;
  readonly actor: string;
}

/** A person's action on a job. */
export interface JobActionCommand {
  readonly type: 'play_job' | 'cancel_job' | 'retry_job';
  readonly jobId: JobId;
  readonly actor: string;
}

/** A person's action on a pipeline. */
export interface PipelineActionCommand {
  readonly type: 'cancel_pipeline' | 'retry_pipeline';
  readonly actor: string;
}

/** The ids of the jobs that a command names; older attempts among them are read beside the latest ones. */
export function namedJobIds(command: PipelineCommand): readonly JobId[] {
  return 'jobId' in command && command.jobId !== null ? [command.jobId] : [];
}
