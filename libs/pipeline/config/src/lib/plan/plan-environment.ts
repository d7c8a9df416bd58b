import { err, ok, type Result } from '@holdpoint/kernel';
import type { EnvironmentPlan } from '@holdpoint/pipeline-domain';
import type { EnvironmentConfig, JobConfig, VariableMap } from '../ci-config';
import { environmentNameProblem } from '../value/environment-name';
import { environmentSlug } from '../value/environment-slug';
import { suggestedTier } from '../value/environment-tier';
import { environmentUrlProblem } from '../value/environment-url';
import { expandName } from './expand-name';
import { variableLayer, type VariableScope } from './variable-scope';

/** The environment of a job, null without one, and the variables with which its other texts are expanded. */
export interface PlannedEnvironment {
  readonly environment: EnvironmentPlan | null;
  readonly scope: VariableScope;
}

/**
 * Expands the variables of `environment`; or what they have made of it, as a line. Its name is expanded first, without the
 * variables that are about it; all other texts of the job see those, `scopeWith` makes their scope.
 */
export function planEnvironment(job: JobConfig, scopeWith: (more: VariableMap) => VariableScope): Result<PlannedEnvironment, readonly string[]> {
  const scope = scopeWith(new Map());
  if (job.environment === null) return ok({ environment: null, scope });
  const name = expandName(job.environment.name, scope, environmentNameProblem);
  return name.ok ? planNamed(job.name, identify(name.value, job.environment), scopeWith) : err([`'${job.name}' job: environment:name ${name.error}`]);
}

const identify = (name: string, { options }: EnvironmentConfig): EnvironmentPlan =>
  ({ name, slug: environmentSlug(name), tier: options.tier ?? suggestedTier(name), options });

function planNamed(job: string, environment: EnvironmentPlan, scopeWith: (more: VariableMap) => VariableScope): Result<PlannedEnvironment, readonly string[]> {
  const scope = scopeWith(environmentVariables(environment));
  const { url: written } = environment.options;
  // What is told only by a script stays as it is written.
  const url = written && scope.expandKnown(written);
  const problem = url && environmentUrlProblem(url);
  if (problem) return err([`'${job}' job: environment:url ${problem}`]);
  return ok({ environment: { ...environment, options: { ...environment.options, url } }, scope });
}

/** GitLab's predefined variables of a job with an environment. */
function environmentVariables({ name, slug, tier, options: { action, url } }: EnvironmentPlan): VariableMap {
  const fixed = variableLayer([['CI_ENVIRONMENT_NAME', name], ['CI_ENVIRONMENT_SLUG', slug], ['CI_ENVIRONMENT_TIER', tier], ['CI_ENVIRONMENT_ACTION', action]], false);
  return url === null ? fixed : new Map([...fixed, ...variableLayer([['CI_ENVIRONMENT_URL', url]], true)]);
}
