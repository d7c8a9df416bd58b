import type { OracleJob, OracleStatus } from './oracle-pipeline';

/** Has this attempt come to an end that only a retry undoes? */
export function hasEnded(job: OracleJob): boolean {
  return isOneOf(job, 'success', 'failed', 'canceled');
}

/** Would a person or a timer have to release it? */
function isHeldBack(job: OracleJob): boolean {
  return isOneOf(job, 'manual', 'scheduled');
}

/** Is it a job that waits for somebody to ask for it (or, delayed, may be asked for early)? */
export function isManualOrDelayed(job: OracleJob): boolean {
  return job.when === 'manual' || job.when === 'delayed';
}

/** Hands the job to whoever does the work: a runner's queue or, at once, the other system. */
export function handOver(job: OracleJob): OracleJob {
  return { ...job, status: job.kind === 'external' ? 'running_externally' : 'pending' };
}

/**
 * What a bare event makes of a job, or null if the job does not accept it.
 * An ended job accepts nothing; a skipped one can only be handed over; one that is being canceled ends as canceled,
 * whatever is said of its work.
 */
export function moveJob(job: OracleJob, event: 'success' | 'drop' | 'run' | 'cancel' | 'start_cancel' | 'enqueue'): OracleJob | null {
  const over = hasEnded(job) || job.status === 'skipped';
  if (job.status === 'canceling') return ['run', 'start_cancel', 'enqueue'].includes(event) ? null : { ...job, status: 'canceled' };
  const to = (possible: boolean, status: OracleStatus) => (possible ? { ...job, status } : null);
  switch (event) {
    case 'run':
      return to(job.status === 'pending', 'running');
    case 'success':
      return to(!over && !isHeldBack(job), 'success');
    case 'drop':
      return over ? null : { ...job, status: 'failed', failureReason: 'unknown_failure' };
    case 'cancel':
      return to(!over, 'canceled');
    case 'start_cancel':
      return to(job.status === 'running_externally', 'canceling');
    case 'enqueue':
      return isHeldBack(job) || isOneOf(job, 'created', 'skipped') ? handOver(job) : null;
  }
}

function isOneOf(job: OracleJob, ...statuses: readonly OracleStatus[]): boolean {
  return statuses.includes(job.status);
}
