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

/** What the job is once its time has come; it has ended when that was, whenever it is noticed. */
export function timeComes(job: OracleJob): OracleJob {
  if (job.status === 'scheduled') return handOver(job);
  const finishedAt = dueAt(job);
  if (job.status === 'canceling') return { ...job, status: 'canceled', finishedAt };
  const isSilent = job.status === 'running_externally' && silentTooLong(job) < deadline(job);
  return { ...job, status: 'failed', finishedAt, failureReason: isSilent ? 'heartbeat_timeout' : 'job_execution_timeout' };
}

/** Has time failed it? */
export function hasRunOutOfTime({ failureReason }: OracleJob): boolean {
  return failureReason === 'job_execution_timeout' || failureReason === 'heartbeat_timeout';
}

/** A sign of life does not move it. */
const deadline = (job: OracleJob): number => job.since + job.timeoutMs;

const silentTooLong = (job: OracleJob): number => (job.heartbeatMs === null ? Infinity : job.heardAt + job.heartbeatMs);
