import type { JobOptions, JobPlan } from '@holdpoint/pipeline-domain';
import type { JobConfig } from '../ci-config';
import type { VariableRecord } from './job-variables';
import type { JobOutcome } from './select-job';

/** Writes one job of a plan; `variables` is null for a job that cannot have any. */
export function planJob(job: JobConfig, outcome: JobOutcome, variables: VariableRecord | null): JobPlan {
  return {
    kind: job.kind,
    name: job.name,
    stage: job.stage,
    when: outcome.when,
    allowFailure: outcome.allowFailure,
    needs: outcome.needs,
    startInMs: outcome.when === 'delayed' ? outcome.startInMs : null,
    timeoutMs: job.timeoutMs,
    interruptible: outcome.interruptible,
    retry: job.kind === 'build' ? job.retry : null,
    options: optionsOf(job, variables),
  };
}

/** What is not said is left out: options are stored as JSON with every job. */
function optionsOf(job: JobConfig, variables: VariableRecord | null): JobOptions {
  if (job.kind === 'external') return { external: job.external };
  return {
    script: job.script,
    ...(job.image === null ? {} : { image: job.image }),
    ...(job.tags.length === 0 ? {} : { tags: job.tags }),
    ...(variables === null || Object.keys(variables).length === 0 ? {} : { variables }),
  };
}
