/** Scheduled tasks: added in the transaction of what they wait for, due in real time whatever the store's clock. */
import { StoreDriver, externalPlan, jobNamed, jobPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import { HOLDPOINT_CI_MODEL, runPass } from '@holdpoint/pipeline-domain';
import { PgPipelineStore } from '../store/pg-pipeline-store';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { TaskQueue } from '../tasks/task-queue';
import { DeadlineTasks } from './deadline-tasks';

let subject: PgSubject;
let driver: StoreDriver;
let tasks: DeadlineTasks;
let queue: TaskQueue;
let onProblem: (message: string) => void;

beforeEach(async () => {
  subject = await createPgSubject({ deadlineTasks: true });
  driver = new StoreDriver(subject);
  onProblem = () => undefined;
  tasks = new DeadlineTasks(subject.pool, { enabled: true });
  queue = new TaskQueue({ url: subject.url, pollIntervalMs: 50, onProblem: (message) => onProblem(message) });
});

afterEach(async () => {
  await queue.stop();
  await subject.dispose();
});

const waiting = (timeoutMs: number) => pipelinePlan([externalPlan('outside', { timeoutMs }), externalPlan('other', { timeoutMs })]);

const queued = async (prefix = 'deadline'): Promise<readonly { key: string; run_at: number }[]> =>
  (await subject.pool.query<{ key: string; run_at: number }>(
    "SELECT key, run_at FROM graphile_worker.jobs WHERE starts_with(key, $1) ORDER BY key",
    [`${prefix}:`],
  )).rows;

/** Starts taking tasks, as a worker does. */
const start = async (onDue: (pipelineId: number) => Promise<void>): Promise<void> => {
  await queue.start(tasks.handlers(onDue));
  await tasks.reschedule();
};

/** Starts taking tasks; the first look that one asks for, once everything that was missed is added. */
const firstLook = async (): Promise<{ readonly id: number; readonly at: number }> => {
  let looked = (_pipelineId: number): void => undefined;
  const first = new Promise<{ id: number; at: number }>((resolve) => (looked = (id) => resolve({ id, at: Date.now() })));
  await start((pipelineId) => Promise.resolve(looked(pipelineId)));
  return first;
};

describe('DeadlineTasks', () => {
  it('asks for the first look at a pipeline whose creator died, and adds no task for one that was not created', async () => {
    await expect(driver.create(undefined, { projectId: 999_999 })).rejects.toThrow('exists');
    const id = await driver.create(waiting(60_000));
    expect(await queued('pipeline')).toEqual([{ key: `pipeline:${id}`, run_at: expect.any(Number) }]);
    expect((await firstLook()).id).toBe(id);
  });

  it('adds the tasks of what began to wait while they were switched off', async () => {
    const untasked = new StoreDriver({ ...subject, store: new PgPipelineStore(subject.pool) });
    const [fresh, begun] = [await untasked.create(waiting(60_000)), await untasked.create(waiting(60_000))];
    await untasked.run(begun, [{ type: 'process' }]);
    expect([await queued('pipeline'), await queued()]).toEqual([[], []]);
    expect((await firstLook()).id).toBe(fresh);
    expect((await queued()).map(({ key }) => key)).toEqual((await driver.load(begun)).jobs.map(({ id }) => `deadline:${id}`));
  });

  it('tells of a task that failed', async () => {
    const id = await driver.create(waiting(60_000));
    const problem = new Promise<string>((resolve) => (onProblem = resolve));
    await start((pipelineId) => Promise.reject(new Error(`no look at ${pipelineId}`)));
    expect(await problem).toContain(`no look at ${id}`);
    expect(await queued('pipeline')).toEqual([{ key: `pipeline:${id}`, run_at: expect.any(Number) }]);
  });

  it('asks for a look at a pipeline when the deadline of a job in it has come', async () => {
    const id = await driver.create(waiting(100));
    await driver.run(id, [{ type: 'process' }]);
    await subject.pool.query("SELECT graphile_worker.remove_job('pipeline:' || $1)", [id]);
    const { deadlineAt } = jobNamed(await driver.load(id), 'outside');
    const due = await firstLook();
    expect(due.id).toBe(id);
    expect(due.at).toBeGreaterThanOrEqual(deadlineAt ?? 0);
  });

  it('adds a task for each job that starts, by its number, and none when it rolls back', async () => {
    const id = await driver.create(waiting(60_000));
    const failing = subject.store.transaction(async (transaction) => {
      const { facts } = await transaction.lock([id], 'wait');
      const changes = facts.map((pipeline) => runPass(HOLDPOINT_CI_MODEL, pipeline, [{ type: 'process' }]).changes);
      await transaction.write({ changes, callbacks: [], unparked: [] });
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
    // Both jobs, and the pipeline, which has fallen due.
    expect(await tasks.reschedule()).toBe(3);
    const [first] = await queued();
    expect(first?.run_at).toBeLessThanOrEqual(Date.now() + 1_000);
    expect(await queued()).toHaveLength(2);
  });

  it('does nothing when it is not enabled', async () => {
    const disabled = new DeadlineTasks(subject.pool, { enabled: false });
    expect(disabled.handlers(() => Promise.reject(new Error('never'))).size).toBe(0);
    expect(await disabled.reschedule()).toBe(0);
  });
});
