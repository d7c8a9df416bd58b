import { HookTargets } from '@holdpoint/pipeline-hooks';
import type { Environment } from '@holdpoint/runtime';
import type { Secrets } from '@holdpoint/secrets';
import { StartRefusal } from './guard-simulation';
import { readSecrets } from './read-secrets';

/** What a process guards its secrets and its network with. */
export interface Guards {
  readonly secrets: Secrets;
  readonly hookTargets: HookTargets;
}

/** Reads them once, before anything listens. */
export function readGuards(environment: Environment): Guards {
  const hookTargets = HookTargets.parse(environment.hookAllow);
  if (!hookTargets.ok) throw new StartRefusal(`HOLDPOINT_HOOK_ALLOW ${hookTargets.error}`);
  return { secrets: readSecrets(environment), hookTargets: hookTargets.value };
}
