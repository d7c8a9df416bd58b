/** A task of a process that was killed is done by another in seconds, not in the four hours of graphile-worker. */
import { createTestDatabase, type TestDatabase } from '@holdpoint/pipeline-testing';
import { Client } from 'pg';
import { migrateDatabase } from '../schema/migrate-database';
import { addLocked, SHOWN_WORKERS } from './locked-task.fixture';
import { TASK_SESSIONS } from './release-tasks';
import { TaskQueue } from './task-queue';

const OTHERS = 'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';

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

/** A session of the queue of another process. */
async function otherQueue(): Promise<Client> {
  const other = new Client({ connectionString: database.url, application_name: TASK_SESSIONS });
  await other.connect();
  return other;
}

/** What the next process does first of tasks that were locked a moment ago; undefined where it leaves them to others. */
async function takenAtStart(): Promise<unknown> {
  await addLocked(client, 'orphan', 'killed', 1);
  const taken: unknown[] = [];
  const queue = new TaskQueue({ url: database.url, pollIntervalMs: 20, onProblem: () => undefined });
  await queue.start(new Map([['orphan', ({ payload }) => Promise.resolve(void taken.push(payload))]]));
  const locks = "SELECT FROM graphile_worker.jobs WHERE task_identifier = 'orphan' AND locked_by = 'killed'";
  const isHeld = (await client.query(locks)).rows.length > 0;
  while (!isHeld && taken.length === 0) await client.query('SELECT');
  await queue.stop();
  await client.query("SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs WHERE task_identifier = 'orphan'");
  return taken[0];
}

it('takes over at once what was held when the last process was killed, but not while another is there', async () => {
  expect(await takenAtStart()).toEqual({ worker: 'killed' });
  const other = await otherQueue();
  expect(await takenAtStart()).toBeUndefined();
  await other.end();
});

it('takes over what a dead worker has left, and leaves a living one its task', async () => {
  const other = await otherQueue();
  await addLocked(client, 'stuck', 'dead', 121);
  await addLocked(client, 'stuck', 'living', 60);
  const problems: string[] = [];
  const queue = new TaskQueue({ url: database.url, pollIntervalMs: 20, onProblem: (message) => problems.push(message) });
  const taken = await new Promise((resolve, reject) => {
    const handler = ({ payload, attempt }: { payload: unknown; attempt: number }): Promise<void> => {
      resolve({ payload, attempt });
      return Promise.resolve();
    };
    queue.start(new Map([['stuck', handler]])).catch(reject);
  });
  await queue.stop();
  expect(taken).toEqual({ payload: { worker: 'dead' }, attempt: 2 });
  const { rows } = await client.query("SELECT locked_by FROM graphile_worker.jobs WHERE task_identifier = 'stuck'");
  expect(rows).toEqual([{ locked_by: 'living' }]);
  expect(problems).toEqual([]);
  await other.end();
});

it('tries once more what was interrupted in its last try', async () => {
  await addLocked(client, 'last', 'gone', 121);
  await client.query("UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE locked_by = 'gone'");
  const queue = new TaskQueue({ url: database.url, pollIntervalMs: 20, onProblem: () => undefined });
  const attempt = await new Promise((resolve, reject) => {
    queue.start(new Map([['last', (task) => Promise.resolve(resolve([task.attempt, task.attemptsMax]))]])).catch(reject);
  });
  await queue.stop();
  expect(attempt).toEqual([26, 26]);
});

/** A queue that does `late`, and a way to have it done. */
function lateQueue(problems: string[] = []): { readonly queue: TaskQueue; readonly start: () => Promise<void>; readonly doLate: () => Promise<void> } {
  const queue = new TaskQueue({ url: database.url, pollIntervalMs: 20, onProblem: (message) => problems.push(message) });
  let done = (): void => undefined;
  const doLate = async (): Promise<void> => {
    const heard = new Promise<void>((resolve) => (done = resolve));
    await client.query("SELECT graphile_worker.add_job('late')");
    await heard;
  };
  return { queue, start: () => queue.start(new Map([['late', () => Promise.resolve(done())]])), doLate };
}

it('goes on when all its connections were lost, and asks nothing of the cron of graphile-worker, which would not', async () => {
  const problems: string[] = [];
  const { queue, start, doLate } = lateQueue(problems);
  await start();
  try {
    await doLate();
    const { rows } = await client.query<{ pid: number }>(`SELECT pid, pg_terminate_backend(pid) FROM (${OTHERS}) others`);
    // One that still lived could take the task with it: that is given to another only after two minutes.
    while ((await client.query(`${OTHERS} AND pid = ANY($1)`, [rows.map(({ pid }) => pid)])).rows.length > 0);
    await doLate();
  } finally {
    await queue.stop();
  }
  expect(problems.length).toBeGreaterThan(0);
  expect((await client.query('SELECT identifier FROM graphile_worker._private_known_crontabs')).rows).toEqual([]);
});

it('recovers when its very first question could not be answered', async () => {
  const { queue, start, doLate } = lateQueue();
  await client.query('ALTER TABLE graphile_worker._private_tasks RENAME TO hidden');
  await start();
  try {
    while (!queue.isFailing) await client.query('SELECT');
    await client.query('ALTER TABLE graphile_worker.hidden RENAME TO _private_tasks');
    await queue.lookAfter();
    await doLate();
  } finally {
    await queue.stop();
  }
});

it('is well again once it finds a task, not only once there is none', async () => {
  let entered = (): void => undefined;
  let leave = (): void => undefined;
  const queue = new TaskQueue({ url: database.url, concurrency: 1, pollIntervalMs: 20, onProblem: () => undefined });
  const handler = (): Promise<void> => {
    entered();
    return new Promise((resolve) => (leave = resolve));
  };
  const isEntered = (): Promise<void> => new Promise((resolve) => (entered = resolve));
  await queue.start(new Map([['backlog', handler]]));
  try {
    const first = isEntered();
    await client.query("SELECT graphile_worker.add_job('backlog')");
    await first;
    leave();
    while ((await client.query("SELECT FROM graphile_worker.jobs WHERE task_identifier = 'backlog'")).rows.length > 0);
    await client.query('ALTER TABLE graphile_worker._private_jobs RENAME TO hidden');
    while (!queue.isFailing) await client.query('SELECT');
    const again = isEntered();
    await client.query("BEGIN; ALTER TABLE graphile_worker.hidden RENAME TO _private_jobs; SELECT graphile_worker.add_job('backlog'); COMMIT");
    await again;
    expect(queue.isFailing).toBe(false);
  } finally {
    leave();
    await queue.stop();
  }
});

it('has others in the place of workers that could not say that their tasks had ended, and does those tasks again', async () => {
  const problems: string[] = [];
  const tries: number[] = [];
  let entered = (): void => undefined;
  let leave = (): void => undefined;
  const queue = new TaskQueue({ url: database.url, concurrency: 1, pollIntervalMs: 20, onProblem: (message) => problems.push(message) });
  const handler = async ({ attempt }: { attempt: number }): Promise<void> => {
    tries.push(attempt);
    const left = new Promise<void>((resolve) => (leave = resolve));
    entered();
    await left;
  };
  const isEntered = (): Promise<void> => new Promise((resolve) => (entered = resolve));
  await queue.start(new Map([['slow', handler]]));
  try {
    const first = isEntered();
    await client.query("SELECT graphile_worker.add_job('slow')");
    await first;
    await client.query('ALTER TABLE graphile_worker._private_jobs RENAME TO hidden');
    leave();
    while (problems.length === 0) await client.query('SELECT');
    const again = isEntered();
    await client.query('ALTER TABLE graphile_worker.hidden RENAME TO _private_jobs');
    await again;
    // Shown without a look: beside others that look, those that have just begun are not missed twice.
    while ((await client.query(`SELECT FROM graphile_worker.jobs WHERE hashtext(locked_by) & 2147483647 NOT IN (${SHOWN_WORKERS})`)).rows.length > 0);
  } finally {
    leave();
    await queue.stop();
  }
  expect(tries).toEqual([1, 2]);
});

it('waits for the tasks that run when it is stopped while others take the place of a dead worker', async () => {
  const left = new Map<string, () => void>();
  const entered = new Set<string>();
  const held = (name: string) => (): Promise<void> => {
    entered.add(name);
    return new Promise((resolve) => left.set(name, resolve));
  };
  const problems: string[] = [];
  const queue = new TaskQueue({ url: database.url, concurrency: 2, pollIntervalMs: 20, onProblem: (message) => problems.push(message) });
  await queue.start(new Map([['steady', held('steady')], ['dying', held('dying')]]));
  for (const name of ['steady', 'dying']) await client.query('SELECT graphile_worker.add_job($1)', [name]);
  while (entered.size < 2) await client.query('SELECT');
  await client.query('ALTER TABLE graphile_worker._private_jobs RENAME TO hidden');
  left.get('dying')?.();
  while (problems.length === 0) await client.query('SELECT');
  await client.query('ALTER TABLE graphile_worker.hidden RENAME TO _private_jobs');
  const locks = (name: string): Promise<readonly unknown[]> =>
    client.query('SELECT FROM graphile_worker.jobs WHERE task_identifier = $1 AND locked_by IS NOT NULL', [name]).then(({ rows }) => rows);
  while ((await locks('dying')).length > 0);
  let isStopped = false;
  const stopping = Promise.all([queue.lookAfter(), queue.stop().then(() => (isStopped = true))]);
  for (let looks = 0; looks < 20; looks += 1) expect([isStopped, (await locks('steady')).length]).toEqual([false, 1]);
  left.get('steady')?.();
  await stopping;
  expect((await client.query("SELECT FROM graphile_worker.jobs WHERE task_identifier = 'steady'")).rows).toEqual([]);
  while ((await client.query(OTHERS)).rows.length > 0);
});

it('keeps a worker whose task fails with a message that no text can hold', async () => {
  const queue = new TaskQueue({ url: database.url, concurrency: 1, pollIntervalMs: 20, onProblem: () => undefined });
  await queue.start(new Map([['odd', () => Promise.reject(new Error('a\0b\ud800'))]]));
  try {
    await client.query("SELECT graphile_worker.add_job('odd')");
    const failed = 'SELECT last_error FROM graphile_worker._private_jobs WHERE last_error IS NOT NULL';
    while ((await client.query(failed)).rows.length === 0);
    expect((await client.query(failed)).rows).toEqual([{ last_error: 'a\ufffdb\ufffd' }]);
  } finally {
    await queue.stop();
  }
});

it('leaves nothing running when it is stopped while it starts', async () => {
  const queue = new TaskQueue({ url: database.url, onProblem: () => undefined });
  const starting = queue.start(new Map([['never', (): Promise<void> => Promise.resolve()]]));
  await queue.stop();
  await starting;
  while ((await client.query(OTHERS)).rows.length > 0);
});

it('does its own tasks however many wait for others', async () => {
  let leave = (): void => undefined;
  const left = new Promise<void>((resolve) => (leave = resolve));
  let done = (): void => undefined;
  const own = new Promise<void>((resolve) => (done = resolve));
  const queue = new TaskQueue({ url: database.url, concurrency: 2, pollIntervalMs: 20, onProblem: () => undefined });
  await queue.start(new Map([['outside', () => left], ['own', () => Promise.resolve(done())]]), new Set(['outside']));
  await client.query("SELECT graphile_worker.add_job('outside') FROM generate_series(1, 10)");
  while ((await client.query('SELECT FROM graphile_worker.jobs WHERE locked_by IS NOT NULL')).rows.length === 0);
  await client.query("SELECT graphile_worker.add_job('own')");
  await own;
  leave();
  await queue.stop();
});
