import type { Result } from '@holdpoint/kernel';
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
  if (!hookTargets.ok || !registries.ok) throw new StartRefusal(allowListProblems(environment).join('; '));
  const artifactRegistry = new OciArtifactRegistry(registries.value);
  return { secrets: readSecrets(environment), hookTargets: hookTargets.value, artifactRegistry };
}

/** What is wrong with the lists of where a process may go, told with all else that is wrong with its environment. */
export function allowListProblems(environment: Environment): readonly string[] {
  const { hookTargets, registries } = readAllowLists(environment);
  return [
    ...(hookTargets.ok ? [] : [`HOLDPOINT_HOOK_ALLOW ${hookTargets.error}`]),
    ...(registries.ok ? [] : [`HOLDPOINT_REGISTRY_ALLOW ${registries.error}`]),
  ];
}

interface AllowLists {
  readonly hookTargets: Result<HookTargets, string>;
  readonly registries: Result<RegistryAllowList, string>;
}

const readAllowLists = ({ hookAllow, registryAllow, threads }: Environment, ownRegistries: readonly string[] = []): AllowLists => ({
  hookTargets: HookTargets.parse(hookAllow, threads),
  registries: RegistryAllowList.parse([...registryAllow, ...ownRegistries]),
});
