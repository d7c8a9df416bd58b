/** The in-memory twin keeps the same contract as the store in PostgreSQL. */
import { InMemoryPipelineStore } from '@holdpoint/pipeline-application';
import { pipelineStoreContract } from './store-suite/pipeline-store-contract';
import { environmentChangeContract } from './store-suite/environment-change-contract';
import { environmentContract, type EnvironmentsUnderTest } from './store-suite/environment-contract';
import { resourceGroupContract } from './store-suite/resource-group-contract';
import type { StoreUnderTest } from './store-suite/store-under-test';

pipelineStoreContract('InMemoryPipelineStore', () => Promise.resolve(createSubject()));

environmentContract('InMemoryPipelineStore', createEnvironments);
environmentChangeContract('InMemoryPipelineStore', createEnvironments);

function createEnvironments(): Promise<EnvironmentsUnderTest> {
  const subject = createSubject();
  const { environments } = subject.store;
  const deployments = (id: number) => Promise.resolve(environments.deploymentsOf(id));
  return Promise.resolve({ subject, deployments, environment: (projectId, name) => Promise.resolve(environments.find(projectId, name)) });
}

resourceGroupContract('InMemoryResourceGroups', () => {
  const subject = createSubject();
  const groups = subject.store.resourceGroups;
  return Promise.resolve({ subject, groups, setMode: (id, mode) => Promise.resolve(void groups.modes.set(id, mode)) });
});

function createSubject(): StoreUnderTest & { readonly store: InMemoryPipelineStore } {
  let now = Date.UTC(2026, 0, 1);
  const store = new InMemoryPipelineStore(() => now);
  return {
    store,
    projectIds: [1, 2],
    now: () => Promise.resolve(now),
    step: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    history: (pipelineId) => Promise.resolve(store.history.filter((line) => line.pipelineId === pipelineId)),
    events: (pipelineId) => Promise.resolve(store.events.filter((event) => event.pipelineId === pipelineId)),
    callbackIds: () => Promise.resolve([...store.callbacks.keys()]),
    matches: (callbackId) =>
      Promise.resolve(
        store.matches
          .filter((match) => match.callbackId === callbackId)
          .map(({ pipelineId, jobId, verdict }) => ({ pipelineId, jobId, verdict })),
      ),
    // Whoever waits has asked by the end of this turn.
    untilLockAwaited: () => new Promise((resolve) => setImmediate(resolve)),
    dispose: () => Promise.resolve(),
  };
}
