import type { JobOptions, JobPlan } from '@holdpoint/pipeline-domain';
import type { JobConfig } from '../ci-config';
import type { JobOutcome } from './select-job';

/** Writes one job of a plan. */
export function planJob(job: JobConfig, outcome: JobOutcome, shared: Pick<JobPlan, 'resourceGroup' | 'environment'>, options: JobOptions): JobPlan {
  return {
    kind: job.kind,
    name: job.name,
    stage: job.stage,
    when: outcome.when,
    allowFailure: outcome.allowFailure,
    needs: outcome.needs,
    startInMs: outcome.when === 'delayed' ? outcome.startInMs : null,
    timeoutMs: job.kind === 'bridge' ? null : job.timeoutMs,
    interruptible: outcome.interruptible,
    ...shared,
    retry: job.kind === 'build' ? job.retry : null,
    options,
  };
}
