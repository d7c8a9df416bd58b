/** Proves that each tick gives the tasks of a process that was killed to others, which nothing else does while they run. */
import { SchedulerRegistry } from '@nestjs/schedule';
import { eventually } from '@holdpoint/pipeline-testing';
import { DigestTasksModule } from '../artifact/digest-tasks.module';
import { TestApi } from '../test-api.fixture';
import { TasksModule } from './tasks.module';

it('takes over at its tick what a dead worker has left', async () => {
  const api = await TestApi.start([TasksModule, DigestTasksModule]);
  // Locked by the transaction that adds it: no worker takes it before it looks like somebody's.
  const client = await api.pool.connect();
  await client.query('BEGIN');
  await client.query("SELECT graphile_worker.add_job('resolve_digest', $1)", [JSON.stringify({ projectId: 1, digest: `sha256:${'d'.repeat(64)}` })]);
  await client.query("UPDATE graphile_worker._private_jobs SET locked_by = 'dead', locked_at = holdpoint_real_time(holdpoint_now()) - interval '121 seconds'");
  await client.query('COMMIT');
  client.release();
  await api.app.get(SchedulerRegistry).getCronJob('task_queue').fireOnTick();
  await eventually(async () => (await api.pool.query('SELECT FROM graphile_worker._private_jobs')).rows.length === 0);
  await api.stop();
});
