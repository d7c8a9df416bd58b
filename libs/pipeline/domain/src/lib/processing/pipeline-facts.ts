import type { Instant } from '@holdpoint/kernel';
import type { JobGraph } from '../graph/job-graph';
import type { HookEvent } from '../external-job/hook-event';
import type { AutoCancelPlan, EnvironmentOptions, ExternalOptions, JobWhen, NeedPlan, RetryPlan, TriggerOptions } from '../plan/pipeline-plan';
import type { JobKind } from '../status/job-kind';
import type { Status } from '../status/status';

/** Identifies a job of any kind; negative for one that a pass has made and the store has not numbered yet. */
export type JobId = number;

/** Identifies a resource group: of its jobs, in whatever pipeline of the project, one runs at a time. */
export type ResourceGroupId = number;

/** Identifies an environment: something that jobs of the project deploy to. */
export type EnvironmentId = number;

/** Identifies a pipeline. */
export type PipelineId = number;

/** Everything one pass needs to decide, read under the pipeline's lock; the clock's reading included. */
export interface PipelineFacts {
  readonly id: PipelineId;
  readonly projectId: number;
  readonly ref: string;
  readonly sha: string;
  /** GitLab's pipeline source: `push`, `api`, `external`, … */
  readonly source: string;
  /** The store's clock, read after the lock; every time that the pass writes is this one. */
  readonly now: Instant;
  /** Counts the passes that changed the pipeline. */
  readonly version: number;
  /** Sequence number of the last row in the pipeline's history. */
  readonly historySeq: number;
  readonly status: Status;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly durationMs: number | null;
  readonly wakeAt: Instant | null;
  readonly autoCancel: AutoCancelPlan;
  /** What the project's hooks want to hear of external jobs. */
  readonly hookEvents: readonly HookEvent[];
  /** The bridge that triggered the pipeline; null when none did. */
  readonly sourceBridge: SourceBridge | null;
  /** In order of position. */
  readonly stages: readonly StageFacts[];
  /** The latest attempt of every job, and the older attempts that a command of the pass asks for; by id. */
  readonly jobs: readonly JobFacts[];
  /** The graph of the jobs, where somebody keeps it for the passes to come: to make it takes as long as a pass. */
  readonly graph?: JobGraph | undefined;
}

/** From one instant to another. */
export type Period = readonly [from: Instant, to: Instant];

/** The bridge, in another pipeline, that waits for this one or has started it. */
export interface SourceBridge {
  readonly pipelineId: PipelineId;
  readonly jobId: JobId;
  readonly strategy: TriggerOptions['strategy'];
}

/** A stage as stored. */
export interface StageFacts {
  readonly id: number;
  readonly name: string;
  readonly position: number;
  readonly status: Status;
}

/** A job as stored: what it was planned to be and how far it has come. */
export interface JobFacts extends JobDefinition, JobState {
  readonly id: JobId;
  /** 1 for the first attempt; each retry adds one. */
  readonly attempt: number;
}

/** What does not change during the life of a job. */
export interface JobDefinition {
  readonly kind: JobKind;
  readonly name: string;
  readonly stagePosition: number;
  readonly when: JobWhen;
  readonly allowFailure: boolean;
  readonly needs: readonly NeedPlan[] | null;
  readonly startInMs: number | null;
  /** The job's own timeout or the project's default; never none, but 0 for a commit status, which nothing times. */
  readonly timeoutMs: number;
  readonly retry: RetryPlan | null;
  readonly interruptible: boolean;
  /** The resource group that the job is in; null when it is in none. */
  readonly resourceGroupId: ResourceGroupId | null;
  /** The environment that the job is about; null when it is about none. */
  readonly environment: JobEnvironment | null;
  /** What an external job waits for; null for every other kind. */
  readonly external: ExternalOptions | null;
  /** What a bridge triggers; null for every other kind. */
  readonly trigger: TriggerOptions | null;
}

/** An environment, and what a job does with it. */
export interface JobEnvironment {
  readonly id: EnvironmentId;
  readonly options: EnvironmentOptions;
}

/** What passes change. */
export interface JobState {
  readonly status: Status;
  /** True once a newer attempt exists. */
  readonly retried: boolean;
  /** Set by the retry of a manual or delayed job: processing starts it instead of blocking it again. */
  readonly enqueueImmediately: boolean;
  readonly scheduledAt: Instant | null;
  readonly queuedAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  /** The instant at which the job has failed, whoever notices first; set when it starts. */
  readonly deadlineAt: Instant | null;
  readonly failureReason: FailureReason | null;
  /** The last sign of life of an external job: its start, or a callback that reported progress. */
  readonly heartbeatAt: Instant | null;
  /** When a job in `canceling` is canceled even if the other system has not acknowledged it. */
  readonly cancelDeadlineAt: Instant | null;
  readonly progress: Progress;
  /** The failures that were reported and have not ended the job (`fail_on`), in order of arrival. */
  readonly reportedFailures: readonly ReportedFailure[];
  /** True when a report has ended the external job, or has acknowledged its cancel. */
  readonly endedByReport: boolean;
  /** What only a commit status has; null for every other kind. */
  readonly commitStatus: CommitStatusFacts | null;
}

/** What tells a reported failure from others: the id of its event, or when it happened by the sender's clock. */
export type ReportedFailure = Instant | string;

/** What a commit status has beside other jobs. */
export interface CommitStatusFacts {
  /** The user who reports it. */
  readonly author: string;
  /** Percent of the code that tests have run through; null when nobody has told. */
  readonly coverage: number | null;
}

/** What the other system last told of its work; everything null before it told anything. */
export interface Progress {
  /** 0 to 100. */
  readonly percent: number | null;
  readonly description: string | null;
  readonly targetUrl: string | null;
}

/** The progress of a job that nobody has told anything of. */
export const NO_PROGRESS: Progress = Object.freeze({ percent: null, description: null, targetUrl: null });

/** Those of a job that has none; one frozen value for all, so that they compare equal. */
export const NO_FAILURES: readonly ReportedFailure[] = Object.freeze([]);

/** The state of an attempt to which nothing has happened yet; its status is its machine's first. */
export const NOT_BEGUN: Readonly<Omit<JobState, 'status' | 'commitStatus'>> = Object.freeze({
  retried: false,
  enqueueImmediately: false,
  scheduledAt: null,
  queuedAt: null,
  startedAt: null,
  finishedAt: null,
  deadlineAt: null,
  failureReason: null,
  heartbeatAt: null,
  cancelDeadlineAt: null,
  progress: NO_PROGRESS,
  reportedFailures: NO_FAILURES,
  endedByReport: false,
});

/** Why a job failed: in GitLab's words (`Enums::Ci::CommitStatus.failure_reasons`), and `heartbeat_timeout`, which is ours. */
export type FailureReason =
  | 'unknown_failure'
  | 'script_failure'
  | 'api_failure'
  | 'runner_system_failure'
  | 'data_integrity_failure'
  | 'job_execution_timeout'
  | 'heartbeat_timeout'
  | 'user_blocked'
  | BridgeFailureReason;

/** Why a bridge could not trigger its pipeline. */
export type BridgeFailureReason =
  | 'downstream_bridge_project_not_found'
  | 'invalid_bridge_trigger'
  | 'reached_max_descendant_pipelines_depth'
  | 'reached_max_pipeline_hierarchy_size'
  | 'insufficient_bridge_permissions'
  | 'pipeline_loop_detected'
  | 'downstream_pipeline_creation_failed';
