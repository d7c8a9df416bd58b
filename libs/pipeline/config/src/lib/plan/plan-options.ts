import { ok, type Result } from '@holdpoint/kernel';
import type { JobOptions } from '@holdpoint/pipeline-domain';
import type { BuildConfig, JobConfig, VariableMap } from '../ci-config';
import type { JobVariables } from './job-variables';
import { planExternal } from './plan-external';
import { planTrigger } from './plan-trigger';
import type { VariableScope } from './variable-scope';

/** What the texts of one job are expanded with, and what it carries. */
export interface OptionVariables {
  readonly scope: VariableScope;
  /** `rules:variables` of the matching rule. */
  readonly fromRule: VariableMap;
  readonly all: JobVariables;
}

/** Writes what only the job's kind has, or says, line by line, what its variables have made of it. What is not said is left out. */
export function planOptions(job: JobConfig, variables: OptionVariables): Result<JobOptions, readonly string[]> {
  switch (job.kind) {
    case 'build':
      return ok(buildOptions(job, variables));
    case 'bridge':
      return planTrigger(job, variables);
    case 'external':
      return planExternal(job, variables.scope);
  }
}

function buildOptions(job: BuildConfig, { scope, fromRule, all }: OptionVariables): JobOptions {
  const { script, image, tags } = job;
  const variables = all.record(job, fromRule);
  return {
    script,
    ...(image === null ? {} : { image }),
    ...(tags.length === 0 ? {} : { tags: tags.map((tag) => all.weigh(scope.expandExisting(tag))) }),
    ...(Object.keys(variables).length === 0 ? {} : { variables }),
  };
}
