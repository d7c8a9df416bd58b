/** Scheduled tasks: one per external job, in the same transaction as its start, in real time whatever the store's clock. */
import { StoreDriver, externalPlan, jobNamed, jobPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import { HOLDPOINT_CI_MODEL, runPass } from '@holdpoint/pipeline-domain';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { DeadlineTasks } from './deadline-tasks';

let subject: PgSubject;
let driver: StoreDriver;
let tasks: DeadlineTasks;

beforeEach(async () => {
  subject = await createPgSubject({ deadlineTasks: true });
  driver = new StoreDriver(subject);
  tasks = new DeadlineTasks(subject.pool, { enabled: true, url: subject.url, pollIntervalMs: 50 });
});

afterEach(async () => {
  await tasks.stop();
  await subject.dispose();
});

const waiting = (timeoutMs: number) => pipelinePlan([externalPlan('outside', { timeoutMs }), externalPlan('other', { timeoutMs })]);

const queued = async (): Promise<readonly { key: string; run_at: number }[]> =>
  (await subject.pool.query<{ key: string; run_at: number }>('SELECT key, run_at FROM graphile_worker.jobs ORDER BY key')).rows;

describe('DeadlineTasks', () => {
  it('asks for a look at a pipeline when the deadline of a job in it has come', async () => {
    const id = await driver.create(waiting(100));
    await driver.run(id, [{ type: 'process' }]);
    const { deadlineAt } = jobNamed(await driver.load(id), 'outside');
    const due = await new Promise<{ id: number; at: number }>((resolve, reject) => {
      tasks.start((pipelineId) => Promise.resolve(resolve({ id: pipelineId, at: Date.now() }))).catch(reject);
    });
    expect(due.id).toBe(id);
    expect(due.at).toBeGreaterThanOrEqual(deadlineAt ?? 0);
  });

  it('adds a task for each job that starts, by its number, and none when it rolls back', async () => {
    const id = await driver.create(waiting(60_000));
    const failing = subject.store.transaction(async (transaction) => {
      const facts = await transaction.load(await transaction.lock([id], 'wait'), []);
      const changes = facts.map((pipeline) => runPass(HOLDPOINT_CI_MODEL, pipeline, [{ type: 'process' }]).changes);
      await transaction.write({ changes, callbacks: [] });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await queued()).toEqual([]);
    await driver.run(id, [{ type: 'process' }]);
    const { jobs } = await driver.load(id);
    expect(await queued()).toEqual(jobs.map((job) => ({ key: `deadline:${job.id}`, run_at: expect.any(Number) })));
    const [first] = await queued();
    expect(Math.abs((first?.run_at ?? 0) - Date.now() - 60_000)).toBeLessThan(5_000);
  });

  it('adds a task for the new attempt of a job that starts again at once', async () => {
    const id = await driver.create(waiting(60_000));
    await driver.run(id, [{ type: 'process' }]);
    await driver.fire(id, 'drop', 'outside');
    const { id: oldId } = jobNamed(await driver.load(id), 'outside');
    await driver.run(id, [{ type: 'retry_job', jobId: oldId, actor: 'root' }]);
    const { id: newId } = jobNamed(await driver.load(id), 'outside');
    expect((await queued()).map(({ key }) => key)).toContain(`deadline:${newId}`);
  });

  it('adds a task for the end of a delay, and one for the deadline of a build that runs', async () => {
    const id = await driver.create(pipelinePlan([jobPlan('later', { when: 'delayed', startInMs: 60_000, timeoutMs: 120_000 })]));
    await driver.run(id, [{ type: 'process' }]);
    const delayed = await queued();
    await driver.fire(id, 'play', 'later');
    await driver.fire(id, 'run', 'later');
    const running = await queued();
    expect([delayed.length, running.length]).toEqual([1, 1]);
    const laterBy = (running[0]?.run_at ?? 0) - (delayed[0]?.run_at ?? 0);
    expect(Math.abs(laterBy - 60_000)).toBeLessThan(5_000);
  });

  it('moves with a step of the clock', async () => {
    const id = await driver.create(waiting(3_600_000));
    await driver.run(id, [{ type: 'process' }]);
    await subject.step(3_600_000);
    expect(await tasks.reschedule()).toBe(2);
    const [first] = await queued();
    expect(first?.run_at).toBeLessThanOrEqual(Date.now() + 1_000);
    expect(await queued()).toHaveLength(2);
  });

  it('does nothing when it is not enabled', async () => {
    const disabled = new DeadlineTasks(subject.pool, { enabled: false, url: subject.url });
    await disabled.start(() => Promise.reject(new Error('never')));
    expect(await disabled.reschedule()).toBe(0);
    await disabled.stop();
  });
});
