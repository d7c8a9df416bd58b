import type { CaseView } from '@holdpoint/evaluation-scenario';
import type { DeploymentStatus, EnvironmentState, Status } from '@holdpoint/pipeline-domain';

/** All that anybody could see of a pipeline after a step. */
export interface Snapshot {
  /** What came of the step. */
  readonly answer: Answer;
  readonly view: CaseView;
  readonly jobs: Readonly<Record<string, JobSeen>>;
  readonly pipeline: PipelineTimes;
  /** How often each effect was asked for so far: `send_hook start deploy`. */
  readonly told: Readonly<Record<string, number>>;
}

/** `done` and what was said about it; or how the step was turned away. */
export interface Answer {
  readonly type: 'done' | 'refused' | 'crashed' | 'not_sent';
  /** The verdict, the refusal or the error. */
  readonly text: string;
}

/** The latest attempt of a job, as lists, buttons and pages show it. */
export interface JobSeen {
  readonly status: Status;
  readonly attempt: number;
  readonly failureReason: string | null;
  readonly times: Readonly<Record<'startedAt' | 'finishedAt' | 'deadlineAt', number | null>>;
  /** What a person may do with it. */
  readonly actions: readonly string[];
  /** The lists of the API that show it. */
  readonly lists: readonly string[];
  /** Why it still waits, in a word. */
  readonly waits: string;
  /** What its environment shows of it; null where it deploys nothing. */
  readonly deployment: DeploymentStatus | null;
  /** What its environment is said to be; null before a job has said it. */
  readonly environment: EnvironmentState | null;
}

/** When the pipeline ran, and when it will be looked at next. */
export type PipelineTimes = Readonly<Record<'startedAt' | 'finishedAt' | 'durationMs' | 'wakeAt', number | null>>;

/** What stood after the first processing, then after every step; it ends at a crash. */
export type Trace = readonly Snapshot[];
