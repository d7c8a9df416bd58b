import { cancelAll } from './cancel-all';
import { hasEnded } from './job-moves';
import { mapJobs, type OracleJob, type OraclePipeline } from './oracle-pipeline';
import { nextAttempt } from './second-chance';
import { settle } from './settle';

/**
 * What follows from a change: builds that failed and have retries left start again before anybody hears of the failure;
 * then everything is processed; then, if a job that may not fail has failed, the rest is canceled, and not before.
 */
export function follow(before: OraclePipeline, after: OraclePipeline): OraclePipeline {
  const settled = timed(settle(mapJobs(after, (job) => (isNew(before, job) ? retryByItself(job) : job))));
  const failsAnew = settled.jobs.some((job) => isFailure(job) && isNew(before, job));
  const rested = settled.autoCancelOnJobFailure && failsAnew ? timed(cancelRest(settled)) : settled;
  return mapJobs(rested, (job) => (isNew(before, job) ? { ...job, since: rested.now, heardAt: rested.now } : job));
}

/** Notes when work began and ended: now, where nothing says when. */
export function timed(pipeline: OraclePipeline): OraclePipeline {
  return mapJobs(pipeline, (job) => ({
    ...job,
    startedAt: job.startedAt ?? (isAtWork(job) ? pipeline.now : null),
    finishedAt: job.finishedAt ?? (hasEnded(job) ? pipeline.now : null),
  }));
}

function isAtWork({ status }: OracleJob): boolean {
  return status === 'running' || status === 'running_externally';
}

/** A job that began to wait and is canceled at once has had its chance: what was parked for it is late and gone. */
function cancelRest(settled: OraclePipeline): OraclePipeline {
  const waited = settled.jobs.filter((job) => job.status === 'running_externally').map(({ name }) => name);
  const rested = settle(cancelAll(settled) ?? settled);
  return { ...rested, parked: rested.parked.filter((callback) => !waited.includes(callback.job)) };
}

/** Has the job come to its status since? */
function isNew(before: OraclePipeline, job: OracleJob): boolean {
  const old = before.jobs.find(({ name }) => name === job.name);
  return old?.status !== job.status || old.attempt !== job.attempt;
}

function retryByItself(job: OracleJob): OracleJob {
  const again = job.kind === 'build' && job.status === 'failed' && job.attempt <= job.retries;
  return again ? { ...nextAttempt(job), askedFor: true } : job;
}

function isFailure(job: OracleJob): boolean {
  return job.status === 'failed' && !job.allowFailure;
}
