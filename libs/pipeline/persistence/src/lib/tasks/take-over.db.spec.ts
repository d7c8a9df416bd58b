/** What a worker that was killed has left is taken over by a queue beside it in two looks; a living one keeps its task. */
import { createTestDatabase, type TestDatabase } from '@holdpoint/pipeline-testing';
import { Client } from 'pg';
import { migrateDatabase } from '../schema/migrate-database';
import { addLocked, SHOWING_SESSIONS } from './locked-task.fixture';
import { TaskQueue } from './task-queue';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createTestDatabase(migrateDatabase);
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

describe('beside a queue that is at work', () => {
  const taken: unknown[] = [];
  let leave = (): void => undefined;
  let working: TaskQueue;
  let looking: TaskQueue;
  beforeEach(async () => {
    const held = new Promise<void>((resolve) => (leave = resolve));
    working = new TaskQueue({ url: database.url, concurrency: 1, pollIntervalMs: 20, onProblem: () => undefined });
    await working.start(new Map([['slow', () => held]]));
    looking = new TaskQueue({ url: database.url, concurrency: 1, pollIntervalMs: 20, onProblem: () => undefined });
    await looking.start(new Map([['left', ({ payload }) => Promise.resolve(void taken.push(payload))]]));
    await client.query("SELECT graphile_worker.add_job('slow')");
    while ((await worker()) === null);
  });
  afterEach(async () => {
    leave();
    await Promise.all([working.stop(), looking.stop()]);
  });

  /** Who has the task that takes so long. */
  async function worker(): Promise<unknown> {
    return (await client.query<{ name: string }>("SELECT locked_by AS name FROM graphile_worker.jobs WHERE task_identifier = 'slow'")).rows[0]?.name;
  }

  it('takes over what one that was killed has left, at the second look that misses it', async () => {
    const living = await worker();
    await addLocked(client, 'left', 'just killed', 1);
    await looking.takeOver();
    expect((await client.query("SELECT locked_by FROM graphile_worker.jobs WHERE task_identifier = 'left'")).rows).toEqual([{ locked_by: 'just killed' }]);
    await looking.takeOver();
    while (taken.length === 0) await client.query('SELECT');
    expect([taken, await worker()]).toEqual([[{ worker: 'just killed' }], living]);
  });

  it.each([
    ['is at work', () => undefined],
    ['is stopping', () => working.stop()],
  ])('leaves it its task when it %s, has lost its session and has another', async (_when, begin) => {
    const living = await worker();
    const before = (await client.query<{ pid: number }>(SHOWING_SESSIONS)).rows.map(({ pid }) => pid);
    expect(before).toHaveLength(2);
    const begun = begin();
    await client.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) pid', [before]);
    await looking.takeOver().catch(() => undefined);
    const again = async (): Promise<readonly number[]> => (await client.query<{ pid: number }>(SHOWING_SESSIONS)).rows.map(({ pid }) => pid).filter((pid) => !before.includes(pid));
    while ((await again()).length < 2);
    await looking.takeOver();
    await looking.takeOver();
    expect(await worker()).toBe(living);
    leave();
    await begun;
  });
});
