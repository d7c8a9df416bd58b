/** How many statements the store sends, whatever the number of jobs, and what a transaction's commit notifies. */
import { commitStatus, externalPlan, jobPlan, pipelinePlan, StoreDriver } from '@holdpoint/pipeline-testing';
import { NO_PROGRESS, type PipelineCommand } from '@holdpoint/pipeline-domain';
import { Client } from 'pg';
import { createPgSubject, type PgSubject } from './store-subject.fixture';

let subject: PgSubject;
let withTasks: PgSubject;

beforeAll(async () => {
  subject = await createPgSubject();
  withTasks = await createPgSubject({ deadlineTasks: true });
});

afterAll(async () => {
  await subject.dispose();
  await withTasks.dispose();
});

/** The names of the statements that were sent meanwhile. */
async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const spy = jest.spyOn(Client.prototype, 'query');
  await work();
  const sent = spy.mock.calls.map(([statement]) => statement as unknown as string | { readonly name: string });
  spy.mockRestore();
  return sent.map((statement) => (typeof statement === 'string' ? statement : statement.name));
}

const wide = (count: number) =>
  pipelinePlan([
    jobPlan('first'),
    ...Array.from({ length: count - 2 }, (_unused, index) => jobPlan(`job ${index}`, { stage: 'test', needs: [{ name: 'first', optional: false }] })),
    externalPlan('outside', { needs: [] }),
  ]);

const success = (callbackId: string): PipelineCommand => ({
  type: 'callback',
  callbackId,
  jobId: null,
  jobName: 'outside',
  matchKey: null,
  report: { outcome: 'success', progress: NO_PROGRESS },
  actor: 'argo',
});

const record = (id: string, projectId: number) => ({ id, projectId, provider: 'test', actor: 'argo', request: {}, replayOf: null, event: null, occurrence: null });

describe('statements', () => {
  it('are planned once, whatever their values', async () => {
    expect((await subject.pool.query('SHOW plan_cache_mode')).rows).toEqual([{ plan_cache_mode: 'force_generic_plan' }]);
  });

  it('creates 1,000 jobs in one', async () => {
    const driver = new StoreDriver(subject);
    const plan = wide(1_000);
    expect(await statementsOf(() => driver.create(plan))).toEqual(['insert_pipeline']);
    expect(await statementsOf(() => new StoreDriver(withTasks).create(plan))).toEqual(['insert_pipeline_with_task']);
  });

  it('takes a callback through six, and one more to wait for a held pipeline, with 1,000 jobs as with two', async () => {
    const driver = new StoreDriver(subject);
    const [projectId] = subject.projectIds;
    for (const [index, size] of [2, 1_000].entries()) {
      const id = await driver.create(wide(size));
      await driver.run(id, [{ type: 'process' }]);
      const callbackId = `019abcde-0000-7000-8000-00000000000${index}`;
      const callbacks = [record(callbackId, projectId)];
      expect(await statementsOf(() => driver.run(id, [success(callbackId)], { callbacks }))).toEqual([
        'BEGIN',
        'wait_shortly',
        'lock_pipelines_wait',
        'load_facts',
        'write_batch',
        'append_events',
        'COMMIT',
      ]);
    }
  });

  it('tells of deployments in one more, and makes them and their environments in none', async () => {
    const driver = new StoreDriver(subject);
    const environment = { name: 'e', slug: 'e', tier: 'other', options: { action: 'start', url: null, tier: null, onStop: null } } as const;
    const plan = pipelinePlan([externalPlan('a', { environment }), jobPlan('b', { environment }), jobPlan('c')]);
    expect(await statementsOf(() => driver.create(plan))).toEqual(['insert_pipeline']);
    const id = await driver.create(plan);
    const sent = async (work: () => Promise<unknown>): Promise<readonly string[]> => (await statementsOf(work)).slice(4);
    expect(await sent(() => driver.run(id, [{ type: 'process' }]))).toEqual(['write_batch', 'write_deployments', 'append_events', 'COMMIT']);
    expect(await sent(() => driver.fire(id, 'success', 'a'))).toEqual(['write_batch', 'write_deployments', 'append_events', 'COMMIT']);
    expect(await sent(() => driver.fire(id, 'success', 'c'))).toEqual(['write_batch', 'append_events', 'COMMIT']);
  });

  it('retries 999 jobs with two more', async () => {
    const driver = new StoreDriver(subject);
    const id = await driver.create(wide(1_000));
    await driver.run(id, [{ type: 'process' }, { type: 'cancel_pipeline', actor: 'root' }]);
    const sent = await statementsOf(() => driver.run(id, [{ type: 'retry_pipeline', actor: 'root' }]));
    expect(sent.slice(4)).toEqual(['write_batch', 'clone_jobs', 'write_batch', 'append_events', 'COMMIT']);
  });

  it('takes a commit status through one of its own, and two more when it is new', async () => {
    const driver = new StoreDriver(subject);
    const id = await driver.create(wide(2));
    await driver.run(id, [{ type: 'process' }]);
    const sent = async (state: 'running' | 'success'): Promise<readonly string[]> =>
      (await statementsOf(() => driver.run(id, [commitStatus('flux', state)]))).slice(4, -2);
    expect(await sent('running')).toEqual(['write_batch', 'add_commit_statuses', 'write_commit_statuses']);
    expect(await sent('success')).toEqual(['write_batch', 'write_commit_statuses']);
    expect(await sent('success')).toEqual(['write_batch', 'write_commit_statuses', 'add_commit_statuses', 'write_commit_statuses']);
  });

  it('moves the task of a pipeline in the statement that writes, one for all of its jobs', async () => {
    const driver = new StoreDriver(withTasks);
    const names = Array.from({ length: 20 }, (_unused, index) => `outside ${index}`);
    const id = await driver.create(pipelinePlan(names.map((name) => externalPlan(name))));
    const sent = await statementsOf(() => driver.run(id, [{ type: 'process' }]));
    expect(sent.slice(4)).toEqual(['write_batch_with_tasks', 'append_events', 'COMMIT']);
    expect((await withTasks.pool.query('SELECT FROM graphile_worker.jobs WHERE key = $1', [`pipeline:${id}`])).rows).toHaveLength(1);
  });
});

describe('notification', () => {
  it('is one for a batch, of the earliest wake-up that came nearer, and none when none did', async () => {
    const driver = new StoreDriver(subject);
    const heard: number[] = [];
    const listener = new Client({ connectionString: subject.url });
    await listener.connect();
    listener.on('notification', ({ payload }) => heard.push(Number(payload)));
    await listener.query('LISTEN holdpoint_wake');
    const id = await driver.create(pipelinePlan([
      externalPlan('slow', { timeoutMs: 60_000 }),
      externalPlan('fast', { timeoutMs: 20_000 }),
      jobPlan('later', { stage: 'deploy', when: 'delayed', startInMs: 50_000 }),
    ]));
    await driver.run(id, [{ type: 'process' }]);
    const first = await driver.load(id);
    await driver.fire(id, 'drop', 'slow');
    await driver.run(id, [{ type: 'cancel_pipeline', actor: 'root' }]);
    await driver.run(id, [{ type: 'retry_pipeline', actor: 'root' }]);
    const again = await driver.load(id);
    await driver.fire(id, 'success', 'fast');
    await listener.query('SELECT 1');
    expect(heard).toEqual([first.wakeAt, again.wakeAt]);
    expect(again.wakeAt).toBeGreaterThan(first.wakeAt ?? 0);
    await listener.end();
  });
});
