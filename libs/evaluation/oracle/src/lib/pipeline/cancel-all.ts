import { moveJob } from './job-moves';
import { mapJobs, type OracleJob, type OraclePipeline } from './oracle-pipeline';

/**
 * Cancels every job that is neither over, nor being canceled, nor waiting for a person: those stay for whoever wants them.
 * Null when there is none to cancel.
 */
export function cancelAll(pipeline: OraclePipeline): OraclePipeline | null {
  const canceled = mapJobs(pipeline, (job) => cancel(job) ?? job);
  return pipeline.jobs.some((job) => cancel(job)) ? canceled : null;
}

const cancel = (job: OracleJob): OracleJob | null =>
  job.status === 'manual' || job.status === 'canceling' ? null : moveJob(job, 'cancel');
