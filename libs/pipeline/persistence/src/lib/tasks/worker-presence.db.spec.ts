/** A process whose workers could not be shown shows them as soon as it can, without being asked again. */
import { createTestDatabase, type TestDatabase } from '@holdpoint/pipeline-testing';
import { Pool } from 'pg';
import { migrateDatabase } from '../schema/migrate-database';
import { WorkerPresence } from './worker-presence';

/** How long a connection is waited for: long enough to open one on a busy machine. */
const CONNECT_WITHIN_MS = 1_000;

let database: TestDatabase;
let others: Pool;
let only: Pool;
let presence: WorkerPresence;
beforeAll(async () => {
  database = await createTestDatabase(migrateDatabase);
  others = new Pool({ connectionString: database.url });
  await others.query("SELECT graphile_worker.add_job('slow')");
  await others.query("UPDATE graphile_worker._private_jobs SET locked_at = holdpoint_real_time(holdpoint_now()), locked_by = 'worker'");
});
beforeEach(() => {
  only = new Pool({ connectionString: database.url, max: 1, connectionTimeoutMillis: CONNECT_WITHIN_MS });
  presence = new WorkerPresence(only, () => ['worker']);
});
afterEach(async () => {
  await presence.end();
  await only.end();
});
afterAll(async () => {
  await others.end();
  await database.drop();
});

/** Whom another process misses. */
const absent = (): Promise<readonly string[]> => new WorkerPresence(others, () => []).absent();

it('is shown by itself when there was no connection for it, however often it has to try', async () => {
  const held = await only.connect();
  await expect(presence.show()).rejects.toThrow('timeout');
  for (const isWaiting of [true, false]) while (only.waitingCount > 0 !== isWaiting) await others.query('SELECT');
  expect(await absent()).toEqual(['worker']);
  held.release();
  while ((await absent()).length > 0);
});

it('is shown by nobody any more once it has ended', async () => {
  const held = await only.connect();
  await expect(presence.show()).rejects.toThrow('timeout');
  await presence.end();
  held.release();
  await presence.show();
  expect(await absent()).toEqual(['worker']);
});
