import { err, ok, type Result } from '@holdpoint/kernel';
import type { JobConfig } from '../ci-config';
import { environmentNameProblem } from '../value/environment-name';
import { expandName } from './expand-name';
import type { VariableScope } from './variable-scope';

/** The key of the job's resource group with its variables expanded, null without one; or what they have made of it, as a line. */
export function planResourceGroup({ name, resourceGroup }: JobConfig, scope: VariableScope): Result<string | null, readonly string[]> {
  if (resourceGroup === null) return ok(null);
  const key = expandName(resourceGroup, scope, environmentNameProblem);
  return key.ok ? key : err([`'${name}' job: resource_group ${key.error}`]);
}
