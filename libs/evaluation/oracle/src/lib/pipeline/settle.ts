import { oracleFold } from '../fold/oracle-fold';
import { handOver, isManualOrDelayed } from './job-moves';
import { withJob, type OracleJob, type OraclePipeline } from './oracle-pipeline';

/**
 * Processes a pipeline until nothing more follows: jobs first, then the stages and the pipeline they add up to.
 *
 * Jobs are decided one at a time in whatever order they stand, again and again until a round changes nothing. Stage order
 * and needs order are not written down because they follow: a created job keeps every fold that contains it unfinished,
 * save a needs fold that is skipped for good.
 */
export function settle(pipeline: OraclePipeline): OraclePipeline {
  const settled = decideJobs(pipeline);
  return {
    ...settled,
    stages: settled.stages.map((stage, position) => ({
      ...stage,
      status: writtenStatus(stage.status, settled.jobs.filter((job) => job.stage === position)),
    })),
    status: pipelineStatus(settled),
  };
}

function decideJobs(pipeline: OraclePipeline): OraclePipeline {
  let current = pipeline;
  for (const { name } of pipeline.jobs) {
    const job = current.jobs.find((other) => other.name === name);
    if (job?.status === 'created') current = withJob(current, decide(job, statusBefore(job, current)));
  }
  const hasChanged = current.jobs.some((job, index) => job.status !== pipeline.jobs[index]?.status);
  return hasChanged ? decideJobs(current) : current;
}

/** The status of everything that this job waits for; nothing to wait for is a success. */
function statusBefore(job: OracleJob, pipeline: OraclePipeline): string {
  const { needs } = job;
  const fold =
    needs === null
      ? oracleFold(pipeline.jobs.filter((other) => other.stage < job.stage), 'stage')
      : oracleFold(pipeline.jobs.filter((other) => needs.some((need) => need.job === other.name)), 'needs');
  return fold.status ?? 'success';
}

function decide(job: OracleJob, before: string): OracleJob {
  switch (before) {
    case 'success':
      return job.when === 'on_failure' ? skip(job) : begin(job);
    case 'failed':
      return job.when === 'on_failure' || job.when === 'always' ? begin(job) : skip(job);
    case 'skipped':
      return job.when === 'always' || (job.needs === null && job.when !== 'on_failure') ? begin(job) : skip(job);
    case 'canceled':
      return skip(job);
    default:
      return job;
  }
}

function skip(job: OracleJob): OracleJob {
  return { ...job, status: 'skipped' };
}

function begin(job: OracleJob): OracleJob {
  if (job.askedFor || !isManualOrDelayed(job)) return handOver(job);
  return { ...job, status: job.when === 'delayed' && job.startInMs !== null ? 'scheduled' : 'manual' };
}

/** A sum of `created` says that nothing is known yet, so the old status stays. */
function writtenStatus(old: string, jobs: readonly OracleJob[]): string {
  const status = oracleFold(jobs, 'stage').status ?? 'success';
  return status === 'created' ? old : status;
}

/** A pipeline that has once been under way or ended does not go back to pending: it is running. */
function pipelineStatus({ status: old, jobs }: OraclePipeline): string {
  const status = writtenStatus(old, jobs);
  const wasUnderWay = ['running', 'success', 'failed', 'canceling', 'canceled'].includes(old);
  return status === 'pending' && wasUnderWay ? 'running' : status;
}
