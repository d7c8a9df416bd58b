import { hasEnded, isManualOrDelayed } from './job-moves';
import { mapJobs, withJob, type OracleJob, type OraclePipeline } from './oracle-pipeline';
import { settle } from './settle';

/** Lets the skipped jobs behind this one be decided again: all that depend on it by needs, and all of later stages. */
export function reconsiderDependents(pipeline: OraclePipeline, job: OracleJob): OraclePipeline {
  const behind = withDependents(pipeline.jobs, [job.name]);
  return mapJobs(pipeline, (other) =>
    behind.includes(other.name) || other.stage > job.stage ? reconsider(other) : other,
  );
}

/**
 * One job again, even while its end is still being acknowledged: a fresh attempt in its place, processed, and then its
 * dependents are reconsidered.
 */
export function retryJob(pipeline: OraclePipeline, job: OracleJob): OraclePipeline | null {
  if (!hasEnded(job) && job.status !== 'canceling') return null;
  const again = { ...nextAttempt(job), askedFor: isManualOrDelayed(job) };
  return reconsiderDependents(settle(withJob(pipeline, again)), job);
}

/** All that went wrong again, and all that was skipped reconsidered; nobody asked for one job, so manual ones wait again. */
export function retryPipeline(pipeline: OraclePipeline): OraclePipeline {
  return mapJobs(pipeline, (job) =>
    ['failed', 'canceled', 'canceling'].includes(job.status) ? nextAttempt(job) : reconsider(job),
  );
}

/** A fresh attempt at a job, not yet decided. */
export function nextAttempt(job: OracleJob): OracleJob {
  const unheardOf = { failureReason: null, startedAt: null, finishedAt: null, report: null };
  return { ...job, ...unheardOf, status: 'created', attempt: job.attempt + 1, askedFor: false };
}

function reconsider(job: OracleJob): OracleJob {
  return job.status === 'skipped' ? { ...job, status: 'created' } : job;
}

/** These jobs and all that depend on them by needs, directly or not. */
function withDependents(jobs: readonly OracleJob[], names: readonly string[]): readonly string[] {
  const further = jobs.filter((job) => !names.includes(job.name) && job.needs?.some((need) => names.includes(need.job)));
  return further.length === 0 ? names : withDependents(jobs, [...names, ...further.map((job) => job.name)]);
}
