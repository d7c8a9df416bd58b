/** Workers that have nothing to do look again by and by: nobody tells them that the time of a task has come. */
import { createTestDatabase, eventually, untilAskedAgain, type TestDatabase } from '@holdpoint/pipeline-testing';
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

it('do at once what they were told of while its queue was locked by one that could not do it', async () => {
  const queue = new TaskQueue({ url: database.url, pollIntervalMs: 60_000, onProblem: () => undefined });
  let done = (): void => undefined;
  const finished = new Promise<void>((resolve) => (done = resolve));
  await client.query("SELECT graphile_worker.add_job('first', queue_name => 'queue'), graphile_worker.complete_jobs(ARRAY(SELECT id FROM graphile_worker._private_jobs))");
  await queue.start(new Map([['second', () => Promise.resolve(done())]]));
  const other = new Client({ connectionString: database.url });
  await other.connect();
  await other.query('BEGIN');
  await other.query('SELECT FROM graphile_worker._private_job_queues FOR UPDATE');
  const { rows: [added] } = await client.query<{ at: Date }>("SELECT graphile_worker.add_job('second', queue_name => 'queue'), (SELECT query_start FROM pg_stat_activity WHERE pid = pg_backend_pid()) AS at");
  const looked = "SELECT FROM pg_stat_activity WHERE application_name = 'holdpoint-tasks' AND query LIKE '%_private_job_queues%' AND query_start > $1";
  await eventually(async () => ((await client.query(looked, [added?.at])).rowCount ?? 0) > 0);
  await other.query('ROLLBACK');
  await finished;
  await Promise.all([queue.stop(), other.end()]);
}, 20_000);
