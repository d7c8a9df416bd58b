/** Scheduled tasks: moved in the transaction of what they wait for, due in real time whatever the store's clock. */
import { StoreDriver, externalPlan, jobNamed, jobPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import { HOLDPOINT_CI_MODEL, NO_PROGRESS, runPass, type PipelineCommand, type PipelineId } from '@holdpoint/pipeline-domain';
import { PgPipelineStore } from '../store/pg-pipeline-store';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { TaskQueue } from '../tasks/task-queue';
import { DeadlineTasks } from './deadline-tasks';

/** How far apart two readings of one instant in real time may be on a machine that does much else. */
const JITTER_MS = 2_000;

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

const outside = (external: object) => pipelinePlan([externalPlan('outside', { timeoutMs: 3_600_000, options: { external } })]);

/** When each pipeline's task is due. */
const queued = async (): Promise<ReadonlyMap<PipelineId, number>> => {
  const { rows } = await subject.pool.query<{ id: number; run_at: number }>(
    "SELECT split_part(key, ':', 2)::int AS id, run_at FROM graphile_worker.jobs WHERE starts_with(key, 'pipeline:') ORDER BY id",
  );
  return new Map(rows.map(({ id, run_at }) => [id, run_at]));
};

/** How far from an instant of the store's clock, which runs with the real one here, the task of a pipeline is due. */
const offBy = async (id: PipelineId, instant: number | null): Promise<number> =>
  Math.abs(((await queued()).get(id) ?? Infinity) - (instant ?? -Infinity));

const processed = async (plan = waiting(60_000)): Promise<PipelineId> => {
  const id = await driver.create(plan);
  await driver.run(id, [{ type: 'process' }]);
  return id;
};

const stillRunning = (): PipelineCommand => ({
  type: 'callback',
  callbackId: '019abcde-0000-7000-8000-000000000000',
  jobId: null,
  jobName: 'outside',
  matchKey: null,
  report: { outcome: 'running', progress: NO_PROGRESS },
  actor: 'argo',
});

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
    await expect(driver.create(undefined, { projectId: 999_999 })).rejects.toThrow('project_gone');
    const id = await driver.create(waiting(60_000));
    expect([...(await queued()).keys()]).toEqual([id]);
    expect((await firstLook()).id).toBe(id);
  });

  it('adds the tasks of what began to wait while they were switched off', async () => {
    const untasked = new StoreDriver({ ...subject, store: new PgPipelineStore(subject.pool) });
    const [fresh, begun] = [await untasked.create(waiting(60_000)), await untasked.create(waiting(60_000))];
    await untasked.run(begun, [{ type: 'process' }]);
    expect(await queued()).toEqual(new Map());
    expect((await firstLook()).id).toBe(fresh);
    expect(await offBy(begun, (await driver.load(begun)).wakeAt)).toBeLessThan(JITTER_MS);
  });

  it('tells of a task that failed', async () => {
    const id = await driver.create(waiting(60_000));
    const problem = new Promise<string>((resolve) => (onProblem = resolve));
    await start((pipelineId) => Promise.reject(new Error(`no look at ${pipelineId}`)));
    expect(await problem).toContain(`no look at ${id}`);
    expect([...(await queued()).keys()]).toEqual([id]);
  });

  it.each([
    ['deadline', () => processed(waiting(60_000))],
    ['silence', () => processed(outside({ heartbeatMs: 60_000 }))],
    ['delay', () => processed(pipelinePlan([jobPlan('later', { when: 'delayed', startInMs: 60_000 })]))],
    ['time to acknowledge a cancel', async () => {
      const id = await processed(outside({ cancelGraceMs: 60_000 }));
      await driver.fire(id, 'start_cancel', 'outside');
      return id;
    }],
  ])('asks for a look at a pipeline when the %s of a job in it is over, which ends it', async (_what, begin) => {
    const id = await begin();
    const { wakeAt, jobs } = await driver.load(id);
    expect(await offBy(id, wakeAt)).toBeLessThan(JITTER_MS);
    await subject.step(60_000);
    expect((await firstLook()).id).toBe(id);
    expect((await driver.run(id, [{ type: 'process' }])).outcome.changes.jobs).toHaveLength(jobs.length);
  });

  it('asks for it no earlier than that', async () => {
    const id = await processed(waiting(100));
    const { wakeAt } = await driver.load(id);
    expect((await firstLook()).at).toBeGreaterThanOrEqual(wakeAt ?? Infinity);
  });

  it('adds no task for a sign of life: the one that is there goes on to the next instant', async () => {
    const id = await processed(outside({ heartbeatMs: 60_000 }));
    const first = (await queued()).get(id);
    await driver.run(id, [stillRunning()]);
    expect((await queued()).get(id)).toBe(first);
    await subject.pool.query('UPDATE graphile_worker._private_jobs SET run_at = holdpoint_now()');
    expect((await firstLook()).id).toBe(id);
    const { wakeAt } = await driver.load(id);
    while (!((await offBy(id, wakeAt)) < JITTER_MS));
  });

  it('brings the task nearer with the wake-up', async () => {
    const id = await processed(outside({ cancelGraceMs: 60_000 }));
    const far = await driver.load(id);
    expect(await offBy(id, far.wakeAt)).toBeLessThan(JITTER_MS);
    await driver.fire(id, 'start_cancel', 'outside');
    const near = await driver.load(id);
    expect((far.wakeAt ?? 0) - (near.wakeAt ?? 0)).toBeGreaterThan(3_000_000);
    expect(await offBy(id, near.wakeAt)).toBeLessThan(JITTER_MS);
  });

  it('adds no task when what is to be waited for rolls back', async () => {
    const id = await driver.create(waiting(60_000));
    const before = await queued();
    const failing = subject.store.transaction(async (transaction) => {
      const { facts } = await transaction.lock([id], 'wait');
      const changes = facts.map((pipeline) => runPass(HOLDPOINT_CI_MODEL, pipeline, [{ type: 'process' }]).changes);
      await transaction.write({ changes, callbacks: [], unparked: [] });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await queued()).toEqual(before);
  });

  it('has a task for the new attempt of a job after the one before has ended', async () => {
    const id = await processed(outside({}));
    await driver.fire(id, 'drop', 'outside');
    await subject.pool.query('DELETE FROM graphile_worker._private_jobs');
    await driver.run(id, [{ type: 'retry_job', jobId: jobNamed(await driver.load(id), 'outside').id, actor: 'root' }]);
    expect(await offBy(id, jobNamed(await driver.load(id), 'outside').deadlineAt)).toBeLessThan(JITTER_MS);
  });

  it('moves with a step of the clock', async () => {
    const id = await processed(waiting(3_600_000));
    await subject.step(3_600_000);
    expect(await tasks.reschedule()).toBe(1);
    expect((await queued()).get(id)).toBeLessThanOrEqual(Date.now() + 1_000);
  });

  it('leaves a task that a pass has brought nearer where it is', async () => {
    const id = await processed();
    await subject.pool.query("UPDATE graphile_worker._private_jobs SET run_at = run_at - interval '10 seconds'");
    const before = await queued();
    expect([await tasks.reschedule(), await queued()]).toEqual([1, before]);
    expect(before.size).toBe(1);
    expect(before.has(id)).toBe(true);
  });

  it('does nothing when it is not enabled', async () => {
    await processed();
    const disabled = new DeadlineTasks(subject.pool, { enabled: false });
    expect(disabled.handlers(() => Promise.reject(new Error('never'))).size).toBe(0);
    expect(await disabled.reschedule()).toBe(0);
  });
});
