import { follow } from './follow';
import { mapJobs, type OracleJob, type OraclePipeline } from './oracle-pipeline';
import { receiveParked } from './receive-callback';
import { dueAt, timeComes } from './timers';

/** Lets everything happen whose time has come: all of it at once, then what follows. */
export function expireOverdue(pipeline: OraclePipeline): OraclePipeline {
  if (!pipeline.jobs.some((job) => isDue(job, pipeline.now))) return pipeline;
  const after = mapJobs(pipeline, (job) => (isDue(job, pipeline.now) ? timeComes(job) : job));
  return expireOverdue(receiveParked(follow(pipeline, after)));
}

function isDue(job: OracleJob, now: number): boolean {
  const at = dueAt(job);
  return at !== null && at <= now;
}
