import { follow } from './follow';
import { judgeCallback } from './judge-callback';
import type { OracleCallback } from './oracle-event';
import { mapJobs, type OracleJob, type OraclePipeline } from './oracle-pipeline';

/** What a callback makes of the pipeline, before anything follows from it. */
export function receiveCallback(pipeline: OraclePipeline, callback: OracleCallback): OraclePipeline {
  const verdict = judgeCallback(pipeline, callback);
  if (verdict === 'parked') return { ...pipeline, parked: [...pipeline.parked, callback] };
  const change = (job: OracleJob): OracleJob => {
    if (verdict === 'accepted') return ended(job, callback);
    if (verdict === 'progress') return { ...job, heardAt: pipeline.now };
    return verdict === 'late' && job.status === 'canceling' ? { ...job, status: 'canceled' } : job;
  };
  return mapJobs(pipeline, (job) => (job.name === callback.job ? change(job) : job));
}

/**
 * Callbacks that came too early are received, once, as soon as their jobs wait and before anything else happens: those of
 * all jobs that wait now in the order in which they came, then those of jobs that wait because of them.
 */
export function receiveParked(pipeline: OraclePipeline): OraclePipeline {
  const waiting = pipeline.jobs.filter((job) => job.status === 'running_externally').map(({ name }) => name);
  const due = pipeline.parked.filter((callback) => waiting.includes(callback.job));
  if (due.length === 0) return pipeline;
  const left = { ...pipeline, parked: pipeline.parked.filter((callback) => !due.includes(callback)) };
  return receiveParked(due.reduce<OraclePipeline>((current, callback) => follow(current, receiveCallback(current, callback)), left));
}

function ended(job: OracleJob, { eventId, outcome }: OracleCallback): OracleJob {
  const consumed = eventId ? [...job.consumed, { attempt: job.attempt, eventId }] : job.consumed;
  const report = job.status === 'canceling' ? 'acknowledgement' : 'outcome';
  return outcome === 'running' ? job : { ...job, status: outcome, failureReason: outcome === 'failed' ? 'api_failure' : null, consumed, report };
}
