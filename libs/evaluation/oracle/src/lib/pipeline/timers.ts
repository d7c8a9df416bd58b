import { MINUTE_MS } from '@holdpoint/kernel';
import { handOver } from './job-moves';
import type { OracleJob } from './oracle-pipeline';

/** How long a job that is being canceled waits for the other system to acknowledge it. */
const GRACE_MS = MINUTE_MS;

/** The instant at which time alone changes the job; null when it never does. At that very instant it has changed. */
export function dueAt(job: OracleJob): number | null {
  switch (job.status) {
    case 'scheduled':
      return job.since + (job.startInMs ?? 0);
    case 'canceling':
      return job.since + GRACE_MS;
    case 'running':
      return deadline(job);
    case 'running_externally':
      return Math.min(deadline(job), silentTooLong(job));
    default:
      return null;
  }
}

/** What the job is once its time has come. */
export function timeComes(job: OracleJob): OracleJob {
  if (job.status === 'scheduled') return handOver(job);
  if (job.status === 'canceling') return { ...job, status: 'canceled' };
  const isSilent = job.status === 'running_externally' && silentTooLong(job) < deadline(job);
  return { ...job, status: 'failed', failureReason: isSilent ? 'heartbeat_timeout' : 'job_execution_timeout' };
}

/** A sign of life does not move it. */
const deadline = (job: OracleJob): number => job.since + job.timeoutMs;

const silentTooLong = (job: OracleJob): number => (job.heartbeatMs === null ? Infinity : job.heardAt + job.heartbeatMs);
