import { HookTargets } from '@holdpoint/pipeline-hooks';
import type { Environment } from '@holdpoint/runtime';
import type { Secrets } from '@holdpoint/secrets';
import { OciArtifactRegistry, RegistryAllowList } from '@holdpoint/webhook-registry';
import { readSecrets } from './read-secrets';
import { StartRefusal } from './start-refusal';

/** What a process guards its secrets and its network with. */
export interface Guards {
  readonly secrets: Secrets;
  readonly hookTargets: HookTargets;
  readonly artifactRegistry: OciArtifactRegistry;
}

/** Reads them once, before anything listens; a registry of the process's own may be asked too. */
export function readGuards(environment: Environment, ownRegistry: string | null): Guards {
  const { hookTargets, registries } = readAllowLists(environment, ownRegistry === null ? [] : [ownRegistry]);
  return { secrets: readSecrets(environment), hookTargets, artifactRegistry: new OciArtifactRegistry(registries) };
}

/** Where a process may go: throws a {@link StartRefusal} when a list of the environment cannot be read. */
export function readAllowLists(
  { hookAllow, registryAllow, threads }: Environment,
  ownRegistries: readonly string[] = [],
): { readonly hookTargets: HookTargets; readonly registries: RegistryAllowList } {
  const hookTargets = HookTargets.parse(hookAllow, threads);
  if (!hookTargets.ok) throw new StartRefusal(`HOLDPOINT_HOOK_ALLOW ${hookTargets.error}`);
  const registries = RegistryAllowList.parse([...registryAllow, ...ownRegistries]);
  if (!registries.ok) throw new StartRefusal(`HOLDPOINT_REGISTRY_ALLOW ${registries.error}`);
  return { hookTargets: hookTargets.value, registries: registries.value };
}
