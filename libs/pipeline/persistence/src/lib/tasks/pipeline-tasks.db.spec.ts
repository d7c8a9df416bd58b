/** What pipelines leave to be done for one another is stored with the change that asks for it, set-based. */
import { StoreDriver, bridgePlan, externalPlan, jobNamed, jobPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { PipelineTasks } from './pipeline-tasks';

interface StoredTask {
  readonly task: string;
  readonly payload: unknown;
}

let subject: PgSubject;
let driver: StoreDriver;
beforeAll(async () => {
  subject = await createPgSubject();
  driver = new StoreDriver(subject);
});
afterAll(() => subject.dispose());
beforeEach(() => subject.pool.query('DELETE FROM graphile_worker._private_jobs'));

const tasks = async (): Promise<readonly StoredTask[]> => {
  const sql = `SELECT task.identifier AS task, payload FROM graphile_worker._private_jobs job
    JOIN graphile_worker._private_tasks task ON task.id = job.task_id ORDER BY job.id`;
  return (await subject.pool.query<StoredTask>(sql)).rows;
};
const two = pipelinePlan([bridgePlan('one', 'depend'), bridgePlan('two', 'none')]);

it('leaves one task for each bridge, by the numbers of new attempts', async () => {
  const pipelineId = await driver.create(two);
  await driver.run(pipelineId, [{ type: 'process' }]);
  const facts = await driver.load(pipelineId);
  const ids = ['one', 'two'].map((name) => jobNamed(facts, name).id);
  expect(await tasks()).toEqual(ids.map((jobId) => ({ task: 'trigger_downstream', payload: { pipelineId, jobId, actor: null } })));
  expect(await new PipelineTasks(subject.pool).countDue()).toBe(2);
  const failed = { type: 'bridge_failed', jobId: ids[0] ?? 0, failureReason: 'unknown_failure' } as const;
  await driver.run(pipelineId, [failed, { type: 'retry_job', jobId: ids[0] ?? 0, actor: 'root' }]);
  const again = jobNamed(await driver.load(pipelineId), 'one').id;
  expect(again).toBeGreaterThan(ids[1] ?? 0);
  expect((await tasks()).at(-1)).toEqual({ task: 'trigger_downstream', payload: { pipelineId, jobId: again, actor: null } });
});

it('leaves none in a pipeline without bridges', async () => {
  const pipelineId = await driver.create(pipelinePlan([externalPlan('wait')]));
  await driver.run(pipelineId, [{ type: 'process' }, { type: 'cancel_pipeline', actor: 'root' }]);
  expect(await tasks()).toEqual([]);
});

it('forgets what was left when the transaction is not committed', async () => {
  const pipelineId = await driver.create(two);
  const failing = subject.store.transaction(async (transaction) => {
    const { facts: [facts] } = await transaction.lock([pipelineId], 'wait');
    const changes = { pipelineId, projectId: 1, pipeline: null, stages: [], jobs: [], clones: [], added: { stages: [], jobs: [] }, history: [], matches: [], parked: [], resourceRequests: [], deployments: [], environments: [] };
    await transaction.write({ changes: [{ ...changes, effects: [{ type: 'mirror_status' }] }], callbacks: [], unparked: [] });
    throw new Error(`rolled back at ${facts?.version}`);
  });
  await expect(failing).rejects.toThrow('rolled back at 0');
  expect(await tasks()).toEqual([]);
});

describe('a new pipeline', () => {
  const plan = pipelinePlan([jobPlan('build')], { autoCancel: { onJobFailure: 'none', onNewCommit: 'conservative' } });
  const at = (digit: string, given: Parameters<StoreDriver['create']>[1] = {}): Promise<number> =>
    driver.create(plan, { ref: 'topic', sha: digit.repeat(40), ...given });

  it('leaves a task when an older one of its ref is not over, but none for the same commit, another ref or a child', async () => {
    await at('1');
    await at('1');
    await at('2', { ref: 'other' });
    await at('2', { source: 'parent_pipeline' });
    expect(await tasks()).toEqual([]);
    const pipelineId = await at('2');
    expect(await tasks()).toEqual([{ task: 'cancel_redundant_pipelines', payload: { pipelineId, jobId: null, actor: null } }]);
  });

  it('leaves a task when the older one was made in the same instant, too late to be seen', async () => {
    const holder = await subject.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM projects FOR NO KEY UPDATE');
    const made = Promise.all(['3', '4'].map((digit) => at(digit, { ref: 'fresh' })));
    const waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    while ((await subject.pool.query(waiting)).rows.length < 2);
    await holder.query('COMMIT');
    holder.release();
    const pipelineId = Math.max(...(await made));
    expect(await tasks()).toEqual([{ task: 'cancel_redundant_pipelines', payload: { pipelineId, jobId: null, actor: null } }]);
  });
});
