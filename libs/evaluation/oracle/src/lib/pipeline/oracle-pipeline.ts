import type { OracleCallback } from './oracle-event';
import type { OracleNeed, OracleWhen } from './oracle-definition';

/** The job statuses that the model can reach; it knows no prerequisites or resource groups, and no build is `canceling`. */
export type OracleStatus =
  | 'created' | 'pending' | 'running' | 'running_externally' | 'success' | 'failed' | 'canceled' | 'skipped' | 'manual'
  | 'scheduled' | 'canceling';

/** A build is run by a runner, an external job by another system. */
export type OracleJobKind = 'build' | 'external';

/** The latest attempt at a job; earlier attempts leave only their number and the events they consumed. */
export interface OracleJob {
  readonly name: string;
  readonly kind: OracleJobKind;
  /** Position of its stage in {@link OraclePipeline.stages}. */
  readonly stage: number;
  readonly when: OracleWhen;
  readonly startInMs: number | null;
  readonly timeoutMs: number;
  readonly heartbeatMs: number | null;
  readonly retries: number;
  readonly allowFailure: boolean;
  readonly needs: readonly OracleNeed[] | null;
  readonly status: OracleStatus;
  /** 1 for the first attempt, one more for each retry. */
  readonly attempt: number;
  /** Somebody asked for this very attempt, so it does not wait to be asked (or for its delay) again. */
  readonly askedFor: boolean;
  /** Why it has failed: time, what another system reported, or a bare event that says no more; null if it has not. */
  readonly failureReason: 'job_execution_timeout' | 'heartbeat_timeout' | 'api_failure' | 'unknown_failure' | null;
  /** When work began, and when it ended; null if it has not. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** How a report has ended it: as the outcome that was waited for, or by acknowledging a cancel; null if none has. */
  readonly report: 'outcome' | 'acknowledgement' | null;
  /** The instant of {@link OraclePipeline.now} at which it came to its status. */
  readonly since: number;
  /** The instant of the last sign of life of external work; its start counts as one. */
  readonly heardAt: number;
  /** Ids of the events that ended an attempt at this job, with the number of the attempt. */
  readonly consumed: readonly { readonly attempt: number; readonly eventId: string }[];
}

/** A stage that has at least one job, and its status as last written. */
export interface OracleStage {
  readonly name: string;
  readonly status: string;
}

/** A pipeline as one plain immutable value. */
export interface OraclePipeline {
  readonly status: string;
  readonly stages: readonly OracleStage[];
  readonly jobs: readonly OracleJob[];
  readonly autoCancelOnJobFailure: boolean;
  /** What the clock says, in milliseconds since the pipeline was made. */
  readonly now: number;
  /** Callbacks that came before their jobs waited, in the order in which they came. */
  readonly parked: readonly OracleCallback[];
}

/** The pipeline with every job replaced by what `change` makes of it. */
export function mapJobs(pipeline: OraclePipeline, change: (job: OracleJob) => OracleJob): OraclePipeline {
  return { ...pipeline, jobs: pipeline.jobs.map(change) };
}

/** The pipeline with this job in place of the one of the same name. */
export function withJob(pipeline: OraclePipeline, job: OracleJob): OraclePipeline {
  return mapJobs(pipeline, (other) => (other.name === job.name ? job : other));
}
