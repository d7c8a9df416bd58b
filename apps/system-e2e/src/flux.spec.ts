/** Events of Flux in whole processes: what is answered with 202 is decided, whoever dies in between and whoever is asked. */
import { freePort } from '@holdpoint/evaluation-process';
import { gzipSync } from 'node:zlib';
import { pushArtifact } from '@holdpoint/webhook-registry';
import { Api } from './lib/api';
import { DockerRegistry, dockerRegistryMissing } from './lib/docker-registry';
import { FluxProject } from './lib/flux-project';
import { HoldpointProcess } from './lib/holdpoint-process';
import { createTestDatabase, type TestDatabase } from './lib/test-database';

const DIGEST = `sha256:${'d'.repeat(64)}`;

let database: TestDatabase;
const processes: HoldpointProcess[] = [];
beforeEach(async () => (database = await createTestDatabase('flux')));
afterEach(async () => {
  await Promise.all(processes.splice(0).map((process) => process.stop()));
  await database.drop();
});

const start = async (env: Readonly<Record<string, string>> = {}): Promise<HoldpointProcess> => {
  const started = await HoldpointProcess.start(await freePort(), database.url, env);
  processes.push(started);
  return started;
};

it('an event that waits for its digest outlives the process that took it', async () => {
  const first = await start({ ROLE: 'api' });
  const project = await FluxProject.make(new Api(first.url), 'killed');
  expect(await project.tellSuccess(`latest@${DIGEST}`, first.url)).toBe('parked');
  await first.stop('SIGKILL');
  const second = await start();
  const api = new Api(second.url);
  await api.expect('POST', `/projects/${project.id}/artifact_revisions`, { digest: DIGEST, repository: 'registry.test/app', sha: project.sha });
  expect(await FluxProject.at(api, project).ending()).toBe('success');
});

it('a registration that nobody could act on before the process died is acted on by the next', async () => {
  const first = await start({ ROLE: 'api' });
  const api = new Api(first.url);
  const project = await FluxProject.make(api, 'registered');
  await project.tellSuccess(`latest@${DIGEST}`, first.url);
  await api.expect('POST', `/projects/${project.id}/artifact_revisions`, { digest: DIGEST, repository: 'registry.test/app', sha: project.sha });
  await first.stop('SIGKILL');
  const second = await start();
  expect(await FluxProject.at(new Api(second.url), project).ending()).toBe('success');
});

const itWithRegistry = dockerRegistryMissing === undefined ? it : it.skip;

itWithRegistry(`a registry that others have written says what a digest stands for${dockerRegistryMissing === undefined ? '' : ` (skipped: ${dockerRegistryMissing})`}`, async () => {
  const registry = await DockerRegistry.start();
  try {
    const process = await start({ HOLDPOINT_REGISTRY_ALLOW: registry.url });
    const api = new Api(process.url);
    const project = await FluxProject.make(api, 'asked');
    await api.expect('POST', `/projects/${project.id}/registries`, { repository: `${registry.host}/app` });
    const annotations = { revision: `main@sha1:${project.sha}` };
    const { digest } = await pushArtifact({ registryUrl: registry.url, repository: 'app', tag: 'latest', annotations, layer: gzipSync('manifests') });
    expect(await project.tellSuccess(`latest@${digest}`, process.url)).toBe('parked');
    expect(await project.ending()).toBe('success');
  } finally {
    await registry.stop();
  }
});
