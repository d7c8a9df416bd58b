/** Proves that no worker waits for ever for a database that the network has cut off without a word. */
import { createTestDatabase, type TestDatabase } from '@holdpoint/pipeline-testing';
import { Client } from 'pg';
import { migrateDatabase } from '../schema/migrate-database';
import { Network } from '../schema/network.fixture';
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

it('opens other connections when those it has are silent', async () => {
  const network = await Network.start(database.url);
  let done = (): void => undefined;
  const queue = new TaskQueue({ url: network.to(database.url), concurrency: 2, pollIntervalMs: 20, statementTimeoutMs: 500, onProblem: () => undefined });
  const doTask = async (): Promise<void> => {
    const heard = new Promise<void>((resolve) => (done = resolve));
    await client.query("SELECT graphile_worker.add_job('task')");
    await heard;
  };
  await queue.start(new Map([['task', () => Promise.resolve(done())]]));
  try {
    await doTask();
    network.cut();
    let isDone = false;
    const again = doTask().then(() => (isDone = true));
    // What the process does every minute.
    while (!isDone) await (queue.isFailing ? queue.lookAfter().catch(() => undefined) : client.query('SELECT'));
    await again;
  } finally {
    await queue.stop();
    await network.stop();
  }
}, 60_000);
