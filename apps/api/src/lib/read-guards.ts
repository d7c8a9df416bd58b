import { HookTargets } from '@holdpoint/pipeline-hooks';
import type { Environment } from '@holdpoint/runtime';
import type { Secrets } from '@holdpoint/secrets';
import { OciArtifactRegistry, RegistryAllowList } from '@holdpoint/webhook-registry';
import { StartRefusal } from './guard-simulation';
import { readSecrets } from './read-secrets';

/** What a process guards its secrets and its network with. */
export interface Guards {
  readonly secrets: Secrets;
  readonly hookTargets: HookTargets;
  readonly artifactRegistry: OciArtifactRegistry;
}

/** Reads them once, before anything listens; a registry of the process's own may be asked too. */
export function readGuards(environment: Environment, ownRegistry: string | null): Guards {
  const hookTargets = HookTargets.parse(environment.hookAllow);
  if (!hookTargets.ok) throw new StartRefusal(`HOLDPOINT_HOOK_ALLOW ${hookTargets.error}`);
  const registries = RegistryAllowList.parse([...environment.registryAllow, ...(ownRegistry === null ? [] : [ownRegistry])]);
  if (!registries.ok) throw new StartRefusal(`HOLDPOINT_REGISTRY_ALLOW ${registries.error}`);
  return { secrets: readSecrets(environment), hookTargets: hookTargets.value, artifactRegistry: new OciArtifactRegistry(registries.value) };
}
