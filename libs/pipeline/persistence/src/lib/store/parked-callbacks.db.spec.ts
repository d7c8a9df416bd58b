/** Whoever locks several keys locks them in one order, whatever they were given in and what else is locked: no deadlock. */
import type { TestDatabase } from '@holdpoint/pipeline-testing';
import { Client } from 'pg';
import { findParked, lockCallbackKeys } from './parked-callbacks';
import { createMigratedDatabase } from './store-subject.fixture';

/** So many that two who lock other numbers of keys would not agree by chance. */
const KEYS: readonly string[] = Array.from({ length: 24 }, (_, index) => JSON.stringify(['key', 1, `deploy-${index}`]));

type Lock = (client: Client, keys: readonly string[]) => Promise<unknown>;
const park: Lock = lockCallbackKeys;
const startJobs: Lock = (client, keys) => findParked(client, keys, 'wait');

interface Session {
  readonly client: Client;
  readonly pid: number;
}

let database: TestDatabase;
/** In no transaction: there it would see those who wait as they were when it first looked. */
let watcher: Client;
const clients: Client[] = [];
beforeAll(async () => (database = await createMigratedDatabase()));
beforeEach(async () => (watcher = await connect()));
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
});
afterAll(() => database.drop());

async function connect(): Promise<Client> {
  const client = new Client({ connectionString: database.url });
  clients.push(client);
  await client.connect();
  return client;
}

/** Somebody on a connection of their own, in a transaction. */
async function session(): Promise<Session> {
  const client = await connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await client.query('BEGIN');
  return { client, pid: rows[0]?.pid ?? 0 };
}

/** The buckets of which somebody has the lock. */
async function held({ pid }: Session): Promise<readonly number[]> {
  const sql = "SELECT objid::int AS bucket FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = $1";
  return (await watcher.query<{ bucket: number }>(sql, [pid])).rows.map(({ bucket }) => bucket);
}

/** The bucket of each key: somebody locks them one by one. */
async function bucketOfEach(somebody: Session): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const key of KEYS) {
    await lockCallbackKeys(somebody.client, [key]);
    const [bucket = -1] = await held(somebody);
    found.set(key, bucket);
    await somebody.client.query('ROLLBACK; BEGIN');
  }
  return found;
}

/** Resolves when all of them wait for a lock. */
async function untilWaiting(waiting: readonly Session[]): Promise<void> {
  const sql = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = ANY($1)";
  while ((await watcher.query(sql, [waiting.map(({ pid }) => pid)])).rows.length < waiting.length);
}

it.each([
  { one: 'parks', lockMany: park, others: 'park', lockTwo: park },
  { one: 'parks', lockMany: park, others: 'start jobs', lockTwo: startJobs },
  { one: 'starts jobs', lockMany: startJobs, others: 'park', lockTwo: park },
])('somebody who $one under many keys and others who $others under two of them come to an end', async ({ lockMany, lockTwo }) => {
  const [stranger, one] = [await session(), await session()];
  const buckets = await bucketOfEach(stranger);
  const bucketOf = (key: string): number => buckets.get(key) ?? -1;
  const stop = [...KEYS].sort((a, b) => bucketOf(a) - bucketOf(b))[KEYS.length / 2] ?? '';
  await lockCallbackKeys(stranger.client, [stop]);
  const locked = [lockMany(one.client, KEYS)];
  await untilWaiting([one]);
  // Stopped on the way it has some and will want the rest: whoever had one of these before one of those would meet it.
  const has = await held(one);
  const taken = KEYS.filter((key) => has.includes(bucketOf(key)));
  const wanted = KEYS.filter((key) => key !== stop && !taken.includes(key));
  const pairs = wanted.slice(0, taken.length).map((key, index) => [key, taken[index] ?? '']);
  expect(pairs.length).toBeGreaterThan(2);
  const others = await Promise.all(pairs.map(session));
  locked.push(...others.map(({ client }, index) => lockTwo(client, pairs[index] ?? [])));
  await untilWaiting([one, ...others]);
  await stranger.client.query('ROLLBACK');
  const ended = [one, ...others].map(async ({ client }, index) => {
    await locked[index];
    await client.query('COMMIT');
  });
  expect((await Promise.allSettled(ended)).filter(({ status }) => status === 'rejected')).toEqual([]);
});
