import { hasEnded } from './job-moves';
import type { OracleCallback } from './oracle-event';
import type { OracleJob, OraclePipeline } from './oracle-pipeline';
import { hasRunOutOfTime } from './timers';

/** What one callback does to one job. */
export type OracleVerdict =
  | 'accepted' | 'progress' | 'parked' | 'duplicate' | 'conflict' | 'late' | 'superseded' | 'ignored' | 'unmatched';

/** Judges a callback against the pipeline as it stands; what is overdue must be expired already. */
export function judgeCallback(pipeline: OraclePipeline, callback: OracleCallback): OracleVerdict {
  const job = pipeline.jobs.find(({ name, kind }) => name === callback.job && kind === 'external');
  if (!job) return 'unmatched';
  const attempt = callback.attempt ?? job.attempt;
  if (attempt < job.attempt) return 'superseded';
  if (attempt > job.attempt || job.status === 'skipped') return 'unmatched';
  if (hasEnded(job)) return afterEnd(job, callback);
  return endedEarlierAttempt(job, callback) ? 'duplicate' : beforeEnd(job, callback);
}

/** A sign of life is for a job that waits; work that goes on after a cancel can only acknowledge it. */
function beforeEnd(job: OracleJob, { outcome }: OracleCallback): OracleVerdict {
  if (job.status === 'created') return outcome === 'running' ? 'ignored' : 'parked';
  if (outcome === 'running') return 'progress';
  return job.status === 'canceling' && outcome !== 'canceled' ? 'late' : 'accepted';
}

/**
 * Late comes before duplicate, and that before conflict; of a job that somebody has canceled only what has acknowledged it may
 * be said twice. A sign of life after an outcome is nothing that anyone waits for.
 */
function afterEnd(job: OracleJob, { outcome }: OracleCallback): OracleVerdict {
  if (hasRunOutOfTime(job)) return 'late';
  const isAcknowledged = job.report === 'acknowledgement';
  if (job.status === 'canceled' && job.report !== 'outcome') return isAcknowledged && outcome === 'canceled' ? 'duplicate' : 'late';
  if (outcome === 'running') return 'ignored';
  return job.status === outcome ? 'duplicate' : 'conflict';
}

function endedEarlierAttempt(job: OracleJob, { eventId }: OracleCallback): boolean {
  return job.consumed.some((event) => event.attempt < job.attempt && event.eventId === eventId);
}
