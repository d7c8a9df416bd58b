import type { OracleCallback } from './oracle-event';
import { hasEnded } from './job-moves';
import type { OracleJob, OraclePipeline } from './oracle-pipeline';

/** What one callback does to one job. Nothing is parked: a job that does not wait yet is `unmatched`. */
export type OracleVerdict = 'accepted' | 'duplicate' | 'conflict' | 'late' | 'superseded' | 'unmatched';

/** Judges a callback against the pipeline as it is, all deadlines that have come being already expired. */
export function oracleVerdict(pipeline: OraclePipeline, callback: OracleCallback): OracleVerdict {
  const job = pipeline.jobs.find(({ name, kind }) => name === callback.job && kind === 'external');
  if (!job) return 'unmatched';
  const attempt = callback.attempt ?? job.attempt;
  if (attempt < job.attempt) return 'superseded';
  if (attempt > job.attempt) return 'unmatched';
  if (endedWithoutReport(job)) return 'late';
  if (job.status === callback.outcome || endedEarlierAttempt(job, callback)) return 'duplicate';
  if (hasEnded(job)) return 'conflict';
  return job.status === 'running_externally' ? 'accepted' : 'unmatched';
}

function endedWithoutReport(job: OracleJob): boolean {
  return job.status === 'canceled' || job.failureReason === 'job_execution_timeout';
}

function endedEarlierAttempt(job: OracleJob, { eventId }: OracleCallback): boolean {
  return job.consumed.some((event) => event.attempt < job.attempt && event.eventId === eventId);
}
