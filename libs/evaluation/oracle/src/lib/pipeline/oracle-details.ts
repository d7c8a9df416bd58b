import type { OracleJob, OraclePipeline } from './oracle-pipeline';

/** What a user sees of a job beside its status; instants in milliseconds since the pipeline was made. */
export interface OracleJobDetails {
  readonly failure_reason: OracleJob['failureReason'];
  readonly started_at: number | null;
  readonly finished_at: number | null;
  /** The instant at which it has failed if it has not ended by then; null before it starts. */
  readonly deadline_at: number | null;
}

/** The details of the latest attempt at each job. */
export function oracleDetails({ jobs }: OraclePipeline): Readonly<Record<string, OracleJobDetails>> {
  return Object.fromEntries(jobs.map((job) => [job.name, detailsOf(job)]));
}

function detailsOf({ failureReason, startedAt, finishedAt, timeoutMs }: OracleJob): OracleJobDetails {
  const deadlineAt = startedAt === null ? null : startedAt + timeoutMs;
  return { failure_reason: failureReason, started_at: startedAt, finished_at: finishedAt, deadline_at: deadlineAt };
}
