/** Proves that nobody who does not answer holds up the end of a process, and that the next one does what was interrupted. */
import { once } from 'node:events';
import { ok } from '@holdpoint/kernel';
import type { ArtifactRegistry } from '@holdpoint/pipeline-application';
import type { ArtifactRevisionResponse, HookDeliveryResponse, NewExternalHookResponse } from '@holdpoint/pipeline-contract';
import { ArtifactRevisions, migrateDatabase, Registries } from '@holdpoint/pipeline-persistence';
import { createTestDatabase, eventually, type TestDatabase } from '@holdpoint/pipeline-testing';
import { DigestTasksModule } from '../artifact/digest-tasks.module';
import { HookDeliveryModule } from '../hooks/hook-delivery.module';
import { HookDeliveryOptions } from '../hooks/hook-delivery-options';
import { HookReceiver } from '../hooks/hook-receiver.fixture';
import { makeSecrets, TestApi } from '../test-api.fixture';
import { makePipeline, makeProject } from '../test-project.fixture';
import { TasksModule } from './tasks.module';

/** Of what others may take the queue waits for a second; without an end to it they would take ten. */
const PROMPT_MS = 5_000;

const secrets = makeSecrets();
const running: TestApi[] = [];
let database: TestDatabase;
beforeEach(async () => (database = await createTestDatabase(migrateDatabase)));
afterEach(async () => {
  await Promise.all(running.splice(0).map((api) => api.stop()));
  await database.drop();
});

async function start(artifactRegistry: ArtifactRegistry): Promise<TestApi> {
  const modules = [TasksModule, DigestTasksModule, HookDeliveryModule.forRoot(new HookDeliveryOptions({ externalUrl: 'https://holdpoint.example' }))];
  const api = await TestApi.start(modules, { databaseUrl: database.url, secrets, hookAllow: ['127.0.0.0/8'], artifactRegistry });
  running.push(api);
  return api;
}

const answering: ArtifactRegistry = { revisionOf: () => Promise.resolve(ok({ sha: 'a'.repeat(40) })) };

async function stopped(api: TestApi): Promise<number> {
  const since = performance.now();
  await running.splice(running.indexOf(api), 1)[0]?.stop();
  return performance.now() - since;
}

it('ends while a receiver of hooks is silent, and sends the message again after the next start', async () => {
  const receiver = await HookReceiver.start();
  receiver.answer = () => [500];
  const first = await start(answering);
  const id = await makeProject(first);
  const { body: hook } = await first.post<NewExternalHookResponse>(`/projects/${id}/external_hooks`, { url: receiver.url, events: ['start'] });
  await makePipeline(first, id);
  const { headers } = await receiver.nth(0);
  receiver.answer = () => null;
  // Its last try: one that was interrupted must not be the end of it.
  const lastTry = `UPDATE graphile_worker._private_jobs SET run_at = run_at - interval '1 day', attempts = max_attempts - 1
    WHERE locked_at IS NULL AND attempts = 1`;
  await eventually(async () => (await first.pool.query(lastTry)).rowCount !== 0);
  await receiver.nth(1);
  expect(await stopped(first)).toBeLessThan(PROMPT_MS);
  receiver.answer = () => [204];
  const second = await start(answering);
  expect((await receiver.nth(2)).headers['webhook-id']).toBe(headers['webhook-id']);
  const deliveries = async (): Promise<HookDeliveryResponse | undefined> =>
    (await second.get<HookDeliveryResponse[]>(`/projects/${id}/external_hooks/${hook.id}/deliveries`)).body[0];
  await eventually(async () => (await deliveries())?.state !== 'pending');
  expect(await deliveries()).toMatchObject({ state: 'delivered', attempts: 2, last_error: null });
  await receiver.stop();
});

it('ends while a registry is silent, and asks it again after the next start', async () => {
  let isAsked = (): void => undefined;
  const asked = new Promise<void>((resolve) => (isAsked = resolve));
  const first = await start({
    revisionOf: async ({ signal }) => {
      isAsked();
      await once(signal, 'abort');
      throw signal.reason;
    },
  });
  const id = await makeProject(first);
  await first.app.get(Registries).create(id, 'registry.test/app', null);
  const told = { digest: `sha256:${'d'.repeat(64)}`, repository: 'elsewhere.test/app', sha: 'b'.repeat(40), ref: null };
  await first.app.get(ArtifactRevisions).add({ projectId: id, ...told, source: 'registered', createdBy: 'root' });
  await asked;
  expect(await stopped(first)).toBeLessThan(PROMPT_MS);
  const second = await start(answering);
  const sources = async (): Promise<readonly string[]> =>
    (await second.get<ArtifactRevisionResponse[]>(`/projects/${id}/artifact_revisions`)).body.map(({ source }) => source);
  await eventually(async () => (await sources()).includes('registry'));
});
