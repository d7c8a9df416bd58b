import { err, ok, type Result } from '@holdpoint/kernel';
import type { ExternalOptions, JobOptions, JobPlan } from '@holdpoint/pipeline-domain';
import type { JobConfig } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import type { VariableRecord } from './job-variables';
import { planTrigger } from './plan-trigger';
import type { JobOutcome } from './select-job';
import type { VariableScope } from './variable-scope';

/** The variables of a job: what its texts are expanded with, and, for jobs that have any, those it carries. */
export interface PlannedVariables {
  readonly scope: VariableScope;
  /** Null for a job that cannot have any. */
  readonly record: VariableRecord | null;
  /** Given when the pipeline was created. */
  readonly given: VariableRecord;
}

/** Writes one job of a plan, or says what its variables have made of it. */
export function planJob(job: JobConfig, outcome: JobOutcome, variables: PlannedVariables): Result<JobPlan, string> {
  const options = optionsOf(job, variables);
  if (!options.ok) return options;
  return ok({
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
    options: options.value,
  });
}

/** What is not said is left out: options are stored as JSON with every job. */
function optionsOf(job: JobConfig, variables: PlannedVariables): Result<JobOptions, string> {
  if (job.kind === 'external') return externalOf(job.name, job.external, variables.scope);
  if (job.kind === 'bridge') return planTrigger(job, variables);
  const { record } = variables;
  return ok({
    script: job.script,
    ...(job.image === null ? {} : { image: job.image }),
    ...(job.tags.length === 0 ? {} : { tags: job.tags }),
    ...(record === null || Object.keys(record).length === 0 ? {} : { variables: record }),
  });
}

/** A key that is empty once its variables are known would be met by every callback that forgets to name one. */
function externalOf(name: string, external: ExternalOptions, scope: VariableScope): Result<JobOptions, string> {
  if (external.matchKey === undefined) return ok({ external });
  const matchKey = scope.expand(external.matchKey).trim();
  const limit = CONFIG_LIMITS.matchKeyChars;
  if (matchKey === '') return err(`'${name}' job: external:match:key is empty once its variables are expanded`);
  if (matchKey.length > limit) return err(`'${name}' job: external:match:key is too long (maximum is ${limit} characters)`);
  return ok({ external: { ...external, matchKey } });
}
