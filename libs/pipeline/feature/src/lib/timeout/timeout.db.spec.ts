/** Proves that each tick looks for what is overdue, and that a process that stops does not wait for all of it. */
import { SchedulerRegistry } from '@nestjs/schedule';
import { SWEEP_BATCH_MAX } from '@holdpoint/pipeline-application';
import { createStorePool, migrateDatabase } from '@holdpoint/pipeline-persistence';
import { createTestDatabase, eventually } from '@holdpoint/pipeline-testing';
import { TasksModule } from '../tasks/tasks.module';
import { TestApi } from '../test-api.fixture';
import { makeProject } from '../test-project.fixture';
import { TimeoutModule } from './timeout.module';
import { TimeoutOptions } from './timeout-options';
import { TimeoutService } from './timeout.service';

const OVERDUE = 2 * SWEEP_BATCH_MAX + 1;

/** Makes pipelines that are due, of which nobody is told. */
async function makeOverdue(api: TestApi, count: number): Promise<void> {
  await api.pool.query(
    `WITH made AS (
       INSERT INTO pipelines (project_id, iid, ref, sha, source, status, created_by, variables, auto_cancel_on_job_failure, created_at, updated_at)
       SELECT $1, n, 'main', 'x', 'api', 'created', 'root', '[]', 'none', holdpoint_now(), holdpoint_now() FROM generate_series(1, $2::int) n
       RETURNING id, created_at)
     INSERT INTO pipeline_wake_ups (pipeline_id, wake_at) SELECT id, created_at FROM made`,
    [await makeProject(api), count],
  );
}

it('looks at each tick for what is overdue and was told to nobody', async () => {
  const api = await TestApi.start([TasksModule, TimeoutModule.forRoot(new TimeoutOptions({ cron: '0 0 0 1 1 *', tasks: false }))]);
  // The sweep of the start is over.
  await api.app.get(TimeoutService).sweep();
  await makeOverdue(api, 1);
  await api.app.get(SchedulerRegistry).getCronJob('timeout').fireOnTick();
  await eventually(async () => (await api.pool.query('SELECT FROM pipeline_wake_ups')).rows.length === 0);
  await api.stop();
});

it('ends after the batch under way when the process stops during a sweep', async () => {
  const database = await createTestDatabase(migrateDatabase);
  const api = await TestApi.start([TasksModule, TimeoutModule.forRoot(new TimeoutOptions({ cron: null, tasks: false }))], { databaseUrl: database.url });
  await makeOverdue(api, OVERDUE);
  // Held by somebody else, the first batch is under way until it is let go.
  const pool = createStorePool(database.url);
  const holder = await pool.connect();
  await holder.query('BEGIN; LOCK TABLE pipelines IN EXCLUSIVE MODE');
  const sweeping = api.app.get(TimeoutService).sweep();
  const waiting = "SELECT FROM pg_locks WHERE relation = 'pipelines'::regclass AND NOT granted";
  await eventually(async () => (await holder.query(waiting)).rows.length > 0);
  const stopped = api.stop();
  await eventually(() => fetch(api.base).then(() => false, () => true));
  await holder.query('COMMIT');
  holder.release();
  await Promise.all([sweeping, stopped]);
  const left = async (): Promise<number> => (await pool.query('SELECT FROM pipeline_wake_ups')).rows.length;
  expect(await left()).toBe(OVERDUE - SWEEP_BATCH_MAX);
  await pool.end();
  await database.drop();
});
