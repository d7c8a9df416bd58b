import { err, ok, type Result } from '@holdpoint/kernel';
import type { JobOptions } from '@holdpoint/pipeline-domain';
import type { BuildConfig, ExternalJobConfig, JobConfig, VariableMap } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import type { JobVariables, VariableRecord } from './job-variables';
import { planTrigger } from './plan-trigger';
import type { VariableScope } from './variable-scope';

/** What the texts of one job are expanded with, and what it carries. */
export interface OptionVariables {
  readonly scope: VariableScope;
  /** `rules:variables` of the matching rule. */
  readonly fromRule: VariableMap;
  readonly all: JobVariables;
}

/** Writes what only the job's kind has, or says what its variables have made of it. What is not said is left out. */
export function planOptions(job: JobConfig, variables: OptionVariables): Result<JobOptions, string> {
  switch (job.kind) {
    case 'build':
      return ok(buildOptions(job, variables.all.record(job, variables.fromRule)));
    case 'bridge':
      return planTrigger(job, variables);
    case 'external':
      return externalOptions(job, variables.scope);
  }
}

function buildOptions({ script, image, tags }: BuildConfig, variables: VariableRecord): JobOptions {
  return {
    script,
    ...(image === null ? {} : { image }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(Object.keys(variables).length === 0 ? {} : { variables }),
  };
}

/** A key that is empty once its variables are known would be met by every callback that forgets to name one. */
function externalOptions({ name, external }: ExternalJobConfig, scope: VariableScope): Result<JobOptions, string> {
  if (external.matchKey === undefined) return ok({ external });
  const matchKey = scope.expand(external.matchKey).trim();
  const limit = CONFIG_LIMITS.matchKeyChars;
  if (matchKey === '') return err(`'${name}' job: external:match:key is empty once its variables are expanded`);
  if (matchKey.length > limit) return err(`'${name}' job: external:match:key is too long (maximum is ${limit} characters)`);
  return ok({ external: { ...external, matchKey } });
}
