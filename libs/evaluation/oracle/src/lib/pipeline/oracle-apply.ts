import { assertNever, err, ok, type Result } from '@holdpoint/kernel';
import { cancelAll } from './cancel-all';
import { expireOverdue } from './expire-overdue';
import { follow } from './follow';
import { moveJob } from './job-moves';
import type { OracleEvent, OracleJobEvent } from './oracle-event';
import { withJob, type OracleJob, type OraclePipeline } from './oracle-pipeline';
import { receiveCallback, receiveParked } from './receive-callback';
import { reconsiderDependents, retryJob, retryPipeline } from './second-chance';

/** What should follow from an event; one that is refused changes nothing, whatever else it named, but shows what is overdue. */
export function oracleApply(pipeline: OraclePipeline, event: OracleEvent): OraclePipeline {
  const tried = oracleTry(pipeline, event);
  return tried.ok ? tried.value : expireOverdue(pipeline);
}

/**
 * As {@link oracleApply}, but says why an event is refused.
 * Only events are: the clock, or a callback that finds nothing to do, is answered and may change nothing.
 */
export function oracleTry(pipeline: OraclePipeline, event: OracleEvent): Result<OraclePipeline, string> {
  if (event.type === 'advance') {
    const later = { ...pipeline, now: pipeline.now + event.ms };
    return ok(event.unnoticed ? later : expireOverdue(later));
  }
  const before = expireOverdue(pipeline);
  const happened = perform(before, event);
  return happened.ok ? ok(receiveParked(follow(before, happened.value))) : happened;
}

function perform(pipeline: OraclePipeline, event: Exclude<OracleEvent, { type: 'advance' }>): Result<OraclePipeline, string> {
  switch (event.type) {
    case 'job':
      return eachInTurn(pipeline, event.jobs, event.event);
    case 'pipeline':
      return onPipeline(pipeline, event.event);
    case 'callback':
      return ok(receiveCallback(pipeline, event.callback));
    default:
      return assertNever(event);
  }
}

function onPipeline(pipeline: OraclePipeline, event: 'retry' | 'cancel'): Result<OraclePipeline, string> {
  if (event === 'retry') return ok(retryPipeline(pipeline));
  const canceled = cancelAll(pipeline);
  return canceled ? ok(canceled) : err('nothing is left to cancel');
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
