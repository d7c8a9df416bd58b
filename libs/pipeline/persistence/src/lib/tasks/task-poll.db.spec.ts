/** Workers that have nothing to do look again by and by: nobody tells them that the time of a task has come. */
import { createTestDatabase, untilAskedAgain, type TestDatabase } from '@holdpoint/pipeline-testing';
import { Client } from 'pg';
import { migrateDatabase } from '../schema/migrate-database';
import { TaskQueue } from './task-queue';

let database: TestDatabase;
let client: Client;
beforeEach(async () => {
  database = await createTestDatabase(migrateDatabase);
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

it.each([
  ['two seconds if nothing else is said', {}, 2_000],
  ['what is said', { pollIntervalMs: 300 }, 300],
])('look again after %s', async (_name, settings, ms) => {
  const queue = new TaskQueue({ url: database.url, concurrency: 1, onProblem: () => undefined, ...settings });
  await queue.start(new Map([['never', () => Promise.resolve()]]));
  // A timer of Node may be a millisecond early.
  await untilAskedAgain(client, { atLeastMs: ms - 2, belowMs: ms * 1.2 });
  await queue.stop();
});

it('do what has become due meanwhile', async () => {
  const problems: string[] = [];
  const queue = new TaskQueue({ url: database.url, pollIntervalMs: 20, onProblem: (message) => problems.push(message) });
  let done = (): void => undefined;
  const late = new Promise<void>((resolve) => (done = resolve));
  await queue.start(new Map([['later', () => Promise.resolve(done())]]));
  await client.query("SELECT graphile_worker.add_job('later', run_at => holdpoint_real_time(holdpoint_now()) + interval '1 day')");
  await untilAskedAgain(client, { atLeastMs: 0.001, belowMs: 1_000 });
  // As if the day were over; nobody is told of a change as of a new task.
  await client.query("UPDATE graphile_worker._private_jobs SET run_at = run_at - interval '1 day'");
  await late;
  await queue.stop();
  expect(problems).toEqual([]);
});
