/** Streams over several processes on one database: nothing is skipped, doubled or out of order, whatever happens between. */
import { createTestDatabase, type TestDatabase } from '@holdpoint/pipeline-testing';
import { EventLog, migrateDatabase } from '@holdpoint/pipeline-persistence';
import type { JobResponse } from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { makePipeline, makeProject, makeWaiting } from '../test-project.fixture';
import { EventClient } from './event-client.fixture';

const WAITS = 40;
const MANY_WAITS = Array.from({ length: WAITS }, (_unused, index) => `wait ${index}:\n  external: true\n`).join('');

let database: TestDatabase;
const running = new Set<TestApi>();

beforeEach(async () => (database = await createTestDatabase(migrateDatabase)));
afterEach(async () => {
  for (const api of running) await stop(api);
  await database.drop();
});

async function start(): Promise<TestApi> {
  const api = await TestApi.start([], { databaseUrl: database.url });
  running.add(api);
  return api;
}

async function stop(api: TestApi): Promise<void> {
  running.delete(api);
  await api.stop();
}

const report = (api: TestApi, id: number, input: object): Promise<unknown> =>
  api.post(`/projects/${id}/pipeline_callback`, { job_status: 'success', ...input });

/** The ids of all events of a project beyond one, as they are stored. */
async function storedIds(api: TestApi, projectId: number, after: number): Promise<readonly number[]> {
  const page = { after, upTo: Number.MAX_SAFE_INTEGER, limit: 10_000 };
  return (await new EventLog(api.pool).page({ projectId, pipelineId: null }, page)).map(({ id }) => id);
}

it('goes on after a restart, with what happened while the process was away', async () => {
  const [first, other] = [await start(), await start()];
  const { id, pipeline } = await makeWaiting(first);
  const path = `/projects/${id}/events`;
  const before = await (await EventClient.open(first, path)).until(({ messages }) => messages.length > 0);
  const ready = Number(before.lastId);
  await report(other, id, { pipeline_id: pipeline.id, job_name: 'wait' });
  await before.until(({ ids }) => ids.length === 1);
  await stop(first);
  await before.until(({ end }) => end !== undefined);
  expect(before.end).toBe('ended');
  const missed = await makePipeline(other, id);
  await report(other, id, { pipeline_id: missed.id, job_name: 'wait' });
  const again = await start();
  const after = await EventClient.resume(again, path, before.lastId);
  await makePipeline(again, id);
  await after.until(({ ids }) => ids.length === 3);
  expect([...before.ids, ...after.ids]).toEqual(await storedIds(again, id, ready));
});

it('loses nothing when a client that was told nothing yet is cut off', async () => {
  const [first, other] = [await start(), await start()];
  const { id, pipeline } = await makeWaiting(first);
  const path = `/projects/${id}/pipelines/${pipeline.id}/events`;
  const before = await (await EventClient.open(first, path)).until(({ messages }) => messages.length > 0);
  before.close();
  await report(other, id, { pipeline_id: pipeline.id, job_name: 'wait' });
  const after = await (await EventClient.resume(other, path, before.lastId)).until(({ ids }) => ids.length > 0);
  expect(after.events[0]?.jobs[0]).toMatchObject({ name: 'wait', status: 'success' });
});

it('tells every watcher the same, at either process and however often it is cut off, while callbacks rush in at both', async () => {
  const apis = [await start(), await start()] as const;
  const [one, two] = apis;
  const id = await makeProject(one, MANY_WAITS);
  const path = `/projects/${id}/events`;
  const pipelines = await Promise.all([makePipeline(one, id), makePipeline(one, id), makePipeline(two, id)]);
  const jobs = (await Promise.all(pipelines.map((pipeline) =>
    one.get<JobResponse[]>(`/projects/${id}/pipelines/${pipeline.id}/external_jobs?per_page=100`)))).flatMap(({ body }) => body);
  const steady = await Promise.all(apis.map((api) => EventClient.open(api, path)));
  await Promise.all(steady.map((client) => client.until(({ messages }) => messages.length > 0)));
  const ready = Number(steady[0]?.lastId);
  let isOver = false;
  const hopping = hop(apis, path, String(ready), () => isOver);

  const calls = [...jobs];
  await Promise.all(Array.from({ length: 16 }, async (_unused, caller) => {
    for (let job = calls.shift(); job; job = calls.shift()) {
      await report(apis[caller % 2] ?? one, id, { job_id: job.id, ...(job.id % 10 === 0 ? { job_status: 'running' } : {}) });
    }
  }));
  const stored = await storedIds(one, id, ready);
  await Promise.all(steady.map((client) => client.until(({ ids }) => ids.length >= stored.length)));
  isOver = true;
  expect(stored.length).toBeGreaterThan(10);
  for (const { ids } of steady) expect(ids).toEqual(stored);
  expect(await hopping).toEqual(stored);
  const told = new Map(steady[0]?.events.flatMap(({ jobs: changed }) => changed.map((job) => [job.id, job.status])));
  expect(jobs.map((job) => told.get(job.id))).toEqual(jobs.map((job) => (job.id % 10 === 0 ? 'running_externally' : 'success')));
});

/** A client that is cut off after every third event and comes back at the other process; when all is over it reads on to the end. */
async function hop(apis: readonly TestApi[], path: string, from: string, isOver: () => boolean): Promise<readonly number[]> {
  const ids: number[] = [];
  for (let turn = 0; ; turn += 1) {
    const api = apis[turn % apis.length];
    if (!api) throw new Error('there are processes');
    const over = isOver();
    const { last } = await new EventLog(api.pool).range();
    const reached = (client: EventClient): boolean => client.ids.length >= 3 || Number(ids.concat(client.ids).at(-1) ?? from) >= last;
    const client = await EventClient.resume(api, path, String(ids.at(-1) ?? from));
    await client.until(reached);
    client.close();
    ids.push(...client.ids);
    if (over && Number(ids.at(-1)) >= last) return ids;
  }
}

it('ends its streams when it stops, and does not wait for clients', async () => {
  const api = await start();
  const { id } = await makeWaiting(api);
  const clients = await Promise.all(Array.from({ length: 5 }, () => EventClient.open(api, `/projects/${id}/events`)));
  const began = performance.now();
  await stop(api);
  // Far from the five seconds after which connections are cut.
  expect(performance.now() - began).toBeLessThan(3_000);
  await Promise.all(clients.map((client) => client.until(({ end }) => end !== undefined)));
  expect(clients.map(({ end }) => end)).toEqual(Array.from({ length: 5 }, () => 'ended'));
});
