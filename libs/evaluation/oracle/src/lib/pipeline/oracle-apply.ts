import { assertNever, err, ok, type Result } from '@holdpoint/kernel';
import { handOver, moveJob } from './job-moves';
import type { OracleCallback, OracleEvent, OracleJobEvent } from './oracle-event';
import { mapJobs, withJob, type OracleJob, type OraclePipeline } from './oracle-pipeline';
import { oracleVerdict } from './oracle-verdict';
import { reconsiderDependents, retryJob, retryPipeline } from './second-chance';
import { settle } from './settle';

/** What should follow from an event; a refused event changes nothing at all, whatever else it named. */
export function oracleApply(pipeline: OraclePipeline, event: OracleEvent): OraclePipeline {
  const tried = oracleTry(pipeline, event);
  return tried.ok ? tried.value : pipeline;
}

/**
 * As {@link oracleApply}, but says why an event is refused.
 * Only job events are: a deadline, a delay or a callback that finds nothing to do is answered and changes nothing.
 */
export function oracleTry(pipeline: OraclePipeline, event: OracleEvent): Result<OraclePipeline, string> {
  const happened = perform(pipeline, event);
  return happened.ok ? ok(follow(pipeline, happened.value)) : happened;
}

function perform(pipeline: OraclePipeline, event: OracleEvent): Result<OraclePipeline, string> {
  switch (event.type) {
    case 'job':
      return eachInTurn(pipeline, event.jobs, event.event);
    case 'pipeline':
      return ok(event.event === 'retry' ? retryPipeline(pipeline) : cancelPipeline(pipeline));
    case 'expire':
      return ok(mapJobs(pipeline, (job) => (event.jobs.includes(job.name) ? expire(job) : job)));
    case 'due':
      return ok(mapJobs(pipeline, (job) => (event.jobs.includes(job.name) ? becomeDue(job) : job)));
    case 'callback':
      return ok(receive(pipeline, event.callback));
    default:
      return assertNever(event);
  }
}

/** Processes what happened; if a job that may not fail has failed, the rest is canceled after that and not before. */
function follow(before: OraclePipeline, after: OraclePipeline): OraclePipeline {
  const settled = settle(after);
  const hadFailed = before.jobs.filter(isFailure).map((job) => job.name);
  const failsAnew = settled.jobs.some((job) => isFailure(job) && !hadFailed.includes(job.name));
  return settled.autoCancelOnJobFailure && failsAnew ? settle(cancelPipeline(settled)) : settled;
}

function isFailure(job: OracleJob): boolean {
  return job.status === 'failed' && !job.allowFailure;
}

function eachInTurn(start: OraclePipeline, names: readonly string[], event: OracleJobEvent): Result<OraclePipeline, string> {
  let pipeline = start;
  for (const name of names) {
    const job = pipeline.jobs.find((other) => other.name === name);
    if (!job) return err(`no job ${name}`);
    const next = onJob(pipeline, job, event);
    if (!next) return err(`${event} is not possible for ${name} in ${job.status}`);
    pipeline = next;
  }
  return ok(pipeline);
}

function onJob(pipeline: OraclePipeline, job: OracleJob, event: OracleJobEvent): OraclePipeline | null {
  if (event === 'retry') return retryJob(pipeline, job);
  if (event === 'play') return playJob(pipeline, job);
  const moved = moveJob(job, event);
  return moved && withJob(pipeline, moved);
}

/** Playing what can no longer be handed over means retrying it. Nobody plays an external job: it is no action. */
function playJob(pipeline: OraclePipeline, job: OracleJob): OraclePipeline | null {
  if (job.kind === 'external') return null;
  const queued = moveJob(job, 'enqueue');
  return queued ? reconsiderDependents(withJob(pipeline, queued), job) : retryJob(pipeline, job);
}

/** Cancels every job that is neither over nor waiting for a person: those stay for whoever wants them. */
function cancelPipeline(pipeline: OraclePipeline): OraclePipeline {
  return mapJobs(pipeline, (job) => (job.status === 'manual' ? job : (moveJob(job, 'cancel') ?? job)));
}

function expire(job: OracleJob): OracleJob {
  if (job.status !== 'running_externally') return job;
  return { ...job, status: 'failed', failureReason: 'job_execution_timeout' };
}

function becomeDue(job: OracleJob): OracleJob {
  return job.status === 'scheduled' ? handOver(job) : job;
}

function receive(pipeline: OraclePipeline, callback: OracleCallback): OraclePipeline {
  if (oracleVerdict(pipeline, callback) !== 'accepted') return pipeline;
  const { eventId, outcome } = callback;
  return mapJobs(pipeline, (job) => {
    if (job.name !== callback.job) return job;
    const consumed = eventId ? [...job.consumed, { attempt: job.attempt, eventId }] : job.consumed;
    return { ...job, status: outcome, consumed };
  });
}
