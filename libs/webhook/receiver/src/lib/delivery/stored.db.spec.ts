/** Proves that 202 says what the database holds, and that nobody hears 202 for what it could not take. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { jobsOf, makeProject, makePipeline, type TestApi } from '@holdpoint/pipeline-feature/testing';
import { migrateDatabase } from '@holdpoint/pipeline-persistence';
import { createTestDatabase } from '@holdpoint/pipeline-testing';
import { deliver, fluxEvent, ledgerOf, makeReceiver, signed, startReceiverApi, type Delivered } from '../receiver-api.fixture';

const CONFIG = `
wait:
  external:
    provider: flux
    match: { kind: Kustomization, namespace: flux-system, name: apps }
  timeout: 1 hour
`;

const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
});

async function startApi(databaseUrl?: string): Promise<TestApi> {
  const api = await startReceiverApi(databaseUrl === undefined ? {} : { databaseUrl });
  closings.push(() => api.stop());
  return api;
}

/** A project with a job that watches, a receiver, and how to tell it of that job's revision. */
async function makeWatching(api: TestApi): Promise<{ readonly projectId: number; readonly pipelineId: number; readonly tell: () => Promise<Delivered> }> {
  const projectId = await makeProject(api, CONFIG);
  const { id: pipelineId, sha } = await makePipeline(api, projectId);
  const { address, secret } = await makeReceiver(api, {}, projectId);
  const body = fluxEvent({ metadata: { revision: `main@sha1:${sha}` } });
  return { projectId, pipelineId, tell: () => deliver(address, body, signed(secret, body)) };
}

it('ends the job that watches, once, and says so', async () => {
  const api = await startApi();
  const { projectId, pipelineId, tell } = await makeWatching(api);
  const answers = [await tell(), await tell()].map(({ status, text }) => [status, JSON.parse(text)]);
  const { wait } = await jobsOf(api, projectId, pipelineId);
  const match = { pipeline_id: pipelineId, job_id: wait?.id, job_name: 'wait' };
  expect(answers).toMatchObject([
    [202, { callbacks: [{ verdict: 'accepted', matches: [{ ...match, verdict: 'accepted' }] }] }],
    [202, { callbacks: [{ verdict: 'duplicate', matches: [{ ...match, verdict: 'duplicate' }] }] }],
  ]);
  expect(wait?.status).toBe('success');
});

it('asks to send it again while somebody else holds the pipeline, and has stored nothing', async () => {
  const api = await startApi();
  const { pipelineId, tell } = await makeWatching(api);
  const holder = await api.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM pipelines WHERE id = $1 FOR UPDATE', [pipelineId]);
  const answer = await tell();
  await holder.query('ROLLBACK');
  holder.release();
  expect([answer.status, answer.headers['retry-after'], answer.headers['x-error-code']]).toEqual([503, '1', 'busy']);
  expect(await ledgerOf(api)).toEqual([]);
  expect((await tell()).status).toBe(202);
});

/** Stands between the API and its database, until it is cut. */
async function openLink(url: string): Promise<{ readonly url: string; readonly cut: () => void; readonly mend: () => void }> {
  const { hostname, port, searchParams } = new URL(url);
  const folder = searchParams.get('host');
  const target = folder === null ? { host: hostname, port: Number(port) } : { path: `${folder}/.s.PGSQL.${port}` };
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    const far = connect(target);
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      sockets.add(socket.on('error', () => other.destroy()).on('close', () => other.destroy()));
    }
    if (!whole) near.destroy();
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closings.push(async () => server.close());
  const linked = Object.assign(new URL(url), { hostname: '127.0.0.1', port: String((server.address() as AddressInfo).port) });
  linked.searchParams.delete('host');
  const cut = (): void => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return { url: linked.href, cut, mend: () => void (whole = true) };
}

it('asks to send it again while the database is away, and takes it when it is back', async () => {
  const database = await createTestDatabase(migrateDatabase);
  closings.push(() => database.drop());
  const link = await openLink(database.url);
  const api = await startApi(link.url);
  const { tell } = await makeWatching(api);
  link.cut();
  const away = await tell();
  expect([away.status, away.headers['retry-after'], away.headers['x-error-code']]).toEqual([503, '5', 'unavailable']);
  link.mend();
  expect((await tell()).status).toBe(202);
  expect(await ledgerOf(api)).toHaveLength(1);
});
