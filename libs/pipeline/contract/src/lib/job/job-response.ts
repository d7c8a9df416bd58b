import type { Timestamp } from '../instance/timestamp';
import type { UserResponse } from '../instance/user-response';
import type { PipelineSummaryResponse } from '../pipeline/pipeline-response';
import type { CommitResponse } from '../project/commit-response';
import type { ExternalOptionsResponse } from './external-options-response';
import type { StatusName } from './status';

/** What every kind of job has in common; the first block is GitLab's, the second Holdpoint's. */
export interface JobBaseResponse {
  readonly id: number;
  readonly name: string;
  readonly stage: string;
  readonly status: StatusName;
  readonly ref: string;
  readonly tag: boolean;
  readonly coverage: number | null;
  readonly allow_failure: boolean;
  readonly created_at: Timestamp;
  readonly started_at: Timestamp | null;
  readonly finished_at: Timestamp | null;
  readonly erased_at: Timestamp | null;
  /** Seconds between start and end, or until now. */
  readonly duration: number | null;
  /** Seconds between queueing and start, or until now. */
  readonly queued_duration: number | null;
  /** Who made the pipeline, or reports the commit status; null when that was no user. */
  readonly user: UserResponse | null;
  readonly commit: CommitResponse | null;
  readonly pipeline: PipelineSummaryResponse;
  /** Present when the job has failed. */
  readonly failure_reason?: string;
  readonly web_url: string;
  readonly project: { readonly ci_job_token_scope_enabled: boolean };

  /** When the job runs, as its configuration says. */
  readonly when: string;
  /** The names of the jobs it needs; null when it is ordered by stage. */
  readonly needs: readonly string[] | null;
  /** 1 for the first attempt; each retry adds one. */
  readonly attempt: number;
  /** True once there is a newer attempt. */
  readonly retried: boolean;
  readonly interruptible: boolean;
  /** The key of the resource group that the job is in; null when it excludes no other. */
  readonly resource_group: string | null;
  /** The name of the environment that the job is about; null when it is about none. */
  readonly environment: string | null;
  /** Seconds that the job may take; 0 for a commit status, which nothing times. */
  readonly timeout: number;
  /** When a delayed job starts by itself. */
  readonly scheduled_at: Timestamp | null;
  /** The instant at which the job has failed if it has not ended; null until it starts. */
  readonly deadline_at: Timestamp | null;
  /** What a person may do with the job as it stands. */
  readonly actions: readonly ('play' | 'cancel' | 'retry')[];
}

/** What GitLab says of every job in its lists of jobs, runner or not: clients read it without asking of which kind one is. */
export interface ListedJobResponse extends JobBaseResponse {
  readonly archived: boolean;
  readonly tag_list: readonly string[];
  readonly artifacts: readonly never[];
  readonly artifacts_expire_at: Timestamp | null;
  readonly runner: null;
  readonly runner_manager: null;
}

/** A job that a runner executes. */
export interface BuildResponse extends ListedJobResponse {
  readonly kind: 'build';
}

/** A job that triggers a pipeline. */
export interface BridgeResponse extends JobBaseResponse {
  readonly kind: 'bridge';
  readonly downstream_pipeline: PipelineSummaryResponse | null;
  /** What was wrong with the files of a child pipeline that could not be made; empty otherwise. */
  readonly downstream_errors: readonly string[];
}

/** A job whose work happens outside. */
export interface ExternalJobResponse extends ListedJobResponse {
  readonly kind: 'external';
  /** By what the job is found, and what reports mean for it. */
  readonly external: ExternalOptionsResponse;
  /** What the job waits for; null unless it is waiting. */
  readonly waiting_for: WaitingForResponse | null;
  readonly progress: ProgressResponse;
  /** The last report that contradicts what stands; null when none does. */
  readonly conflict: ConflictResponse | null;
}

/** A report that contradicts the end of a job, or sources of a revision that disagree: it changed nothing. */
export interface ConflictResponse {
  readonly callback_id: string;
  readonly reason: string;
  readonly at: Timestamp;
}

/** A commit status among the jobs of its pipeline. */
export interface GenericStatusResponse extends JobBaseResponse {
  readonly kind: 'generic';
  readonly description: string | null;
  readonly target_url: string | null;
}

/** What the other system has told of its work. */
export interface ProgressResponse {
  readonly percent: number | null;
  readonly description: string | null;
  readonly target_url: string | null;
  /** The last sign of life: the start of the wait, or a report. */
  readonly heartbeat_at: Timestamp | null;
  /** The instant at which the job fails without another sign of life; null when it needs none. */
  readonly heartbeat_deadline_at: Timestamp | null;
}

/** What would end a waiting external job. */
export interface WaitingForResponse {
  /** Where the report is expected. */
  readonly provider: string;
  /** The attributes that the report has to carry, in one of the accepted combinations. */
  readonly callback: {
    readonly pipeline_id: number;
    readonly job_id: number;
    readonly job_name: string;
    readonly ref: string;
    readonly sha: string;
  };
  /** Whole seconds left until the deadline, never below zero. */
  readonly seconds_left: number;
}

/** A job of any kind. */
export type JobResponse = BuildResponse | BridgeResponse | ExternalJobResponse | GenericStatusResponse;
