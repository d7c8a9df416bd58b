/** Facts that a process keeps: it never acts on what another process has changed since, and reads no job twice. */
import { StoreDriver, comparable, externalPlan, fire, jobNamed, jobPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import { HOLDPOINT_CI_MODEL, NO_PROGRESS, type PipelineChanges, type PipelineCommand, type PipelineFacts } from '@holdpoint/pipeline-domain';
import { FactsCache } from './facts-cache';
import { PgPipelineStore } from './pg-pipeline-store';
import { createPgSubject, type PgSubject } from './store-subject.fixture';

const WAITS = 30;
const planOf = (waits: number): ReturnType<typeof pipelinePlan> =>
  pipelinePlan([
    ...Array.from({ length: waits }, (_, index) => externalPlan(`wait ${index}`)),
    ...Array.from({ length: waits }, (_, index) =>
      jobPlan(`after ${index}`, { stage: 'after', needs: [{ name: `wait ${index}`, optional: false }] })),
  ]);
const [PLAN, SMALL_PLAN] = [planOf(WAITS), planOf(1)];

let subject: PgSubject;
beforeAll(async () => (subject = await createPgSubject()));
afterAll(() => subject.dispose());

const replica = (): StoreDriver => new StoreDriver({ ...subject, store: new PgPipelineStore(subject.pool) });

it.each([
  ['sixty jobs', PLAN, WAITS],
  ['two', SMALL_PLAN, 1],
])('two processes that take turns come to what a third reads, of %s', async (_, plan, waits) => {
  const [one, two] = [replica(), replica()];
  const id = await one.create(plan);
  await one.run(id, [{ type: 'process' }]);
  const commands: readonly PipelineCommand[] = Array.from({ length: 40 }, (_, index) =>
    index % 7 === 3 ? { type: 'retry_pipeline', actor: 'x' } : fire(index % 5 === 0 ? 'drop' : 'success', `wait ${index % waits}`));
  for (const [index, command] of commands.entries()) {
    const { expected } = await (index % 3 === 1 ? two : one).run(id, [command]);
    const latest = { ...expected, jobs: expected.jobs.filter(({ retried }) => !retried) };
    expect(comparable(await replica().load(id))).toEqual(comparable(latest));
  }
});

it('another process reads that a report has ended a job, and that its next attempt has been ended by none', async () => {
  const driver = replica();
  const id = await driver.create(SMALL_PLAN);
  const origin = { projectId: subject.projectIds[0], provider: 'pipeline_callback', actor: 'x', request: {}, replayOf: null };
  const record = { ...origin, id: '01920000-0000-7000-8000-000000000001', event: null, occurrence: null };
  const report: PipelineCommand = { type: 'callback', callbackId: record.id, jobId: null, jobName: 'wait 0', matchKey: null, report: { outcome: 'canceled', progress: NO_PROGRESS }, actor: 'x' };
  await driver.run(id, [{ type: 'process' }, report], { callbacks: [record] });
  expect(jobNamed(await replica().load(id), 'wait 0')).toMatchObject({ status: 'canceled', endedByReport: true });
  await driver.run(id, [{ type: 'retry_pipeline', actor: 'x' }]);
  expect(jobNamed(await replica().load(id), 'wait 0')).toMatchObject({ status: 'running_externally', endedByReport: false });
});

it('a transaction that fails leaves nothing behind', async () => {
  const store = new PgPipelineStore(subject.pool);
  const driver = new StoreDriver({ ...subject, store });
  const id = await driver.create(PLAN);
  await driver.run(id, [{ type: 'process' }]);
  await expect(
    store.transaction(async (transaction) => {
      await transaction.lock([id], 'wait');
      throw new Error('not this time');
    }),
  ).rejects.toThrow('not this time');
  await driver.run(id, [fire('success', 'wait 1')]);
  expect(jobNamed(await replica().load(id), 'after 1').status).toBe('pending');
});

it('jobs are sent once, and again when somebody else has changed them', async () => {
  const [one, two] = [replica(), replica()];
  const id = await one.create(PLAN);
  await one.run(id, [{ type: 'process' }]);
  const sent = await watched(() => one.load(id));
  expect(sent).toEqual([null]);
  await two.run(id, [fire('success', 'wait 2')]);
  const again = await watched(() => one.load(id));
  expect(again[0]).toHaveLength(2 * WAITS);
});

it('jobs are sent once in a pipeline that goes on after a retry too', async () => {
  const one = replica();
  const id = await one.create(SMALL_PLAN);
  await one.run(id, [{ type: 'process' }]);
  await one.run(id, [fire('drop', 'wait 0')]);
  await one.run(id, [{ type: 'retry_pipeline', actor: 'x' }]);
  const again = await one.load(id);
  expect([again.status, again.finishedAt]).toEqual(['running', expect.any(Number)]);
  await one.run(id, [{ type: 'process' }]);
  expect(await watched(() => one.load(id))).toEqual([null]);
});

it('older attempts are not kept: they are read where all are asked for', async () => {
  const one = replica();
  const id = await one.create(PLAN);
  await one.run(id, [{ type: 'process' }]);
  await one.run(id, [fire('drop', 'wait 4'), fire('retry', 'wait 4')]);
  expect((await one.load(id)).jobs).toHaveLength(2 * WAITS);
  expect((await one.load(id, 'all')).jobs).toHaveLength(2 * WAITS + 1);
});

it('jobs are not sent again in a batch that names jobs of several pipelines by their numbers', async () => {
  const one = replica();
  const ids = [await one.create(PLAN), await one.create(PLAN)];
  for (const id of ids) await one.run(id, [{ type: 'process' }]);
  const named = new Map<number, readonly number[]>();
  for (const id of ids) named.set(id, [jobNamed(await one.load(id), 'wait 3').id]);
  const sent = await watched(() => one.subject.store.transaction((transaction) => transaction.lock(ids, 'wait', named)));
  expect(sent).toEqual([null, null]);
});

it.each([
  ['a hand has put a deadline forward, and the wake-up with it', [['external_jobs', 'deadline_at'], ['pipeline_wake_ups', 'wake_at']]],
  ['the same version was written at another time, after others were lost', [['pipelines', 'updated_at']]],
])('jobs are sent again when %s', async (_, moved) => {
  const one = replica();
  const id = await one.create(SMALL_PLAN);
  await one.run(id, [{ type: 'process' }]);
  for (const [table, column] of moved) {
    const key = table === 'pipelines' ? 'id' : 'pipeline_id';
    await subject.pool.query(`UPDATE ${table} SET ${column} = ${column} - interval '1 second' WHERE ${key} = $1`, [id]);
  }
  const before = await replica().load(id);
  expect((await watched(() => one.load(id)))[0]).toHaveLength(2);
  expect(comparable(await one.load(id))).toEqual(comparable(before));
});

it('the pipelines that were written last are kept, up to a weight, and none that has ended', async () => {
  const one = replica();
  const cache = new FactsCache(HOLDPOINT_CI_MODEL, 9);
  const pipelines = [await one.load(await one.create(SMALL_PLAN)), await one.load(await one.create(SMALL_PLAN)), await one.load(await one.create(SMALL_PLAN))];
  const keep = (facts: PipelineFacts | undefined): void => void (facts && cache.keep({ ...facts, updatedAt: 0 }, undefined, (_, jobId) => jobId));
  const kept = (): readonly boolean[] => pipelines.map(({ id }) => cache.get(id, []) !== undefined);
  pipelines.forEach(keep);
  expect(kept()).toEqual([false, true, true]);
  [pipelines[1], pipelines[0]].forEach(keep);
  expect(kept()).toEqual([true, true, false]);
  keep(pipelines[1] && { ...pipelines[1], status: 'success' });
  expect(kept()).toEqual([true, false, false]);
});

it('what cannot be put together is not kept, and fails nothing that is committed', async () => {
  const facts = { ...(await replica().load(await replica().create(SMALL_PLAN))), updatedAt: 0 };
  const cache = new FactsCache(HOLDPOINT_CI_MODEL);
  cache.keep(facts, undefined, (_, jobId) => jobId);
  cache.keep(facts, {} as PipelineChanges, (_, jobId) => jobId);
  expect(cache.get(facts.id, [])).toBeUndefined();
});

it('all pipelines of a batch have one time, however long it takes to read them', async () => {
  const one = replica();
  const ids = await Promise.all(Array.from({ length: 100 }, () => one.create(PLAN)));
  const loaded = await one.subject.store.transaction(async (transaction) => (await transaction.lock(ids, 'wait')).facts);
  expect([loaded.length, new Set(loaded.map(({ now }) => now)).size]).toEqual([100, 1]);
});

/** The jobs of each pipeline in what the loading statement answers while something is done; they are sent last. */
async function watched(act: () => Promise<unknown>): Promise<readonly unknown[]> {
  const client = await subject.pool.connect();
  client.release();
  const sent: unknown[] = [];
  const prototype = Object.getPrototypeOf(client) as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = async function (this: unknown, ...args: unknown[]) {
    const result = (await query.apply(this, args)) as { rows: { pipeline: unknown[] }[] };
    if ((args[0] as { name?: string } | undefined)?.name === 'load_facts') sent.push(...result.rows.map(({ pipeline }) => pipeline.at(-1)));
    return result;
  };
  try {
    await act();
  } finally {
    prototype.query = query;
  }
  return sent;
}
