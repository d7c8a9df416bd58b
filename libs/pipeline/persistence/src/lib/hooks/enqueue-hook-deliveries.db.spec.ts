/** What hooks are told is stored with the change that they are told of, or not at all, and costs nothing without hooks. */
import { randomBytes } from 'node:crypto';
import { HOLDPOINT_CI_MODEL, runPass, type HookEvent } from '@holdpoint/pipeline-domain';
import { StoreDriver, externalPlan, jobNamed, pipelinePlan } from '@holdpoint/pipeline-testing';
import { Secrets } from '@holdpoint/secrets';
import { Client } from 'pg';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { ExternalHooks } from './external-hooks';
import { HookDeliveries } from './hook-deliveries';

let subject: PgSubject;
let driver: StoreDriver;
let hooks: ExternalHooks;
let sent: HookDeliveries;

beforeEach(async () => {
  subject = await createPgSubject();
  driver = new StoreDriver(subject);
  const secrets = new Secrets({ id: 'test', bytes: randomBytes(32) });
  hooks = new ExternalHooks(subject.pool, secrets);
  sent = new HookDeliveries(subject.pool, secrets);
});
afterEach(() => subject.dispose());

const PLAN = pipelinePlan([externalPlan('outside', { timeoutMs: 60_000 }), externalPlan('other', { timeoutMs: 60_000 })]);

async function hookFor(events: readonly HookEvent[], more: { projectId?: number; enabled?: boolean } = {}): Promise<number> {
  const { projectId = subject.projectIds[0], enabled = true } = more;
  const made = await hooks.create({ projectId, url: 'https://hooks.example/', events, enabled, secret: 'whsec_x' });
  if (!made.ok) throw new Error(made.error);
  return made.value.id;
}

const deliveries = async (): Promise<readonly object[]> =>
  (await subject.pool.query('SELECT hook_id AS hook, external_job_id AS job, event, state FROM hook_deliveries ORDER BY id')).rows as object[];

/** Each delivery has a task, and each task a delivery. */
async function expectOneTaskEach(): Promise<void> {
  const { rows } = await subject.pool.query<{ same: boolean }>(
    `SELECT (SELECT array_agg('hook_delivery:' || id ORDER BY id) FROM hook_deliveries) IS NOT DISTINCT FROM
       (SELECT array_agg(key ORDER BY id) FROM graphile_worker.jobs WHERE task_identifier = 'deliver_hook' AND max_attempts = 16) AS same`,
  );
  expect(rows).toEqual([{ same: true }]);
}

async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const spy = jest.spyOn(Client.prototype, 'query');
  await work();
  const sent = spy.mock.calls.map(([statement]) => statement as unknown as string | { readonly name: string });
  spy.mockRestore();
  return sent.map((statement) => (typeof statement === 'string' ? statement : statement.name));
}

it('tells every hook of the project that wants to know, of every job, in one statement', async () => {
  const [both, start] = [await hookFor(['start', 'cancel']), await hookFor(['start'])];
  await hookFor(['timeout']);
  await hookFor(['start'], { enabled: false });
  await hookFor(['start'], { projectId: subject.projectIds[1] });
  const id = await driver.create(PLAN);
  const sent = await statementsOf(() => driver.run(id, [{ type: 'process' }]));
  expect(sent.filter((name) => name === 'add_hook_deliveries')).toHaveLength(1);
  const [outside, other] = (await driver.load(id)).jobs.map((job) => job.id);
  const starts = [both, start].flatMap((hook) => [outside, other].map((job) => ({ hook, job, event: 'start', state: 'pending' })));
  expect(await deliveries()).toHaveLength(4);
  expect(await deliveries()).toEqual(expect.arrayContaining(starts));
  await expectOneTaskEach();
});

it('sends nothing to the database where nobody wants to know', async () => {
  await hookFor(['timeout']);
  const id = await driver.create(PLAN);
  expect(await statementsOf(() => driver.run(id, [{ type: 'process' }]))).not.toContain('add_hook_deliveries');
});

it('leaves nothing when the transaction rolls back', async () => {
  await hookFor(['start']);
  const id = await driver.create(PLAN);
  const failing = subject.store.transaction(async (transaction) => {
    const { facts } = await transaction.lock([id], 'wait');
    const changes = facts.map((pipeline) => runPass(HOLDPOINT_CI_MODEL, pipeline, [{ type: 'process' }]).changes);
    await transaction.write({ changes, callbacks: [], unparked: [] });
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  expect(await deliveries()).toEqual([]);
  await expectOneTaskEach();
});

it('names the new attempt of a job that starts again in the pass that made it', async () => {
  await hookFor(['start']);
  const id = await driver.create(PLAN);
  await driver.run(id, [{ type: 'process' }]);
  await driver.fire(id, 'drop', 'outside');
  const old = jobNamed(await driver.load(id), 'outside').id;
  await driver.run(id, [{ type: 'retry_job', jobId: old, actor: 'root' }]);
  const { id: latest } = jobNamed(await driver.load(id), 'outside');
  expect(latest).not.toBe(old);
  expect((await deliveries()).at(-1)).toMatchObject({ job: latest, event: 'start' });
});

it('waits in canceling only where a hook hears of cancels, and is told of the timeout', async () => {
  await hookFor(['cancel', 'timeout']);
  const [canceled, overdue] = [await driver.create(PLAN), await driver.create(PLAN)];
  for (const id of [canceled, overdue]) await driver.run(id, [{ type: 'process' }]);
  await driver.run(canceled, [{ type: 'cancel_pipeline', actor: 'root' }]);
  expect((await driver.load(canceled)).jobs.map(({ status }) => status)).toEqual(['canceling', 'canceling']);
  await subject.step(60_000);
  await driver.run(overdue, [{ type: 'process' }]);
  const events = (await deliveries()).map((delivery) => (delivery as { event: string }).event);
  expect(events).toEqual(['cancel', 'cancel', 'timeout', 'timeout']);
});

it('hears of a hook that was made or disabled since it read the pipeline last', async () => {
  const id = await driver.create(PLAN);
  const eventsOf = async () => [...(await driver.load(id)).hookEvents].sort();
  expect(await eventsOf()).toEqual([]);
  const hook = await hookFor(['start', 'cancel']);
  await hookFor(['cancel', 'timeout']);
  expect(await eventsOf()).toEqual(['cancel', 'start', 'timeout']);
  await hooks.update(subject.projectIds[0], hook, { enabled: false });
  expect(await eventsOf()).toEqual(['cancel', 'timeout']);
});

it('is signed with the secret that can be read where the key of the one before is gone', async () => {
  const hook = await hookFor(['start']);
  await driver.run(await driver.create(PLAN), [{ type: 'process' }]);
  const [delivery] = await sent.list(hook, { beforeId: null, limit: 1 });
  const secrets = new Secrets({ id: 'next', bytes: randomBytes(32) });
  await new ExternalHooks(subject.pool, secrets).rotateSecret(subject.projectIds[0], hook, 'whsec_y');
  expect(await new HookDeliveries(subject.pool, secrets).findDue(delivery?.id ?? 0)).toMatchObject({ secrets: ['whsec_y'] });
});

describe('a hook that is being deleted', () => {
  it('is passed over, and nobody waits for it', async () => {
    const [going, staying] = [await hookFor(['start']), await hookFor(['start'])];
    const id = await driver.create(PLAN);
    const deletion = await subject.pool.connect();
    await deletion.query('BEGIN');
    await deletion.query('DELETE FROM external_hooks WHERE id = $1', [going]);
    await driver.run(id, [{ type: 'process' }]);
    await deletion.query('COMMIT');
    deletion.release();
    expect((await deliveries()).map((delivery) => (delivery as { hook: number }).hook)).toEqual([staying, staying]);
  });

  it('is locked before its deliveries by whoever finds that its receiver is gone, too', async () => {
    const hook = await hookFor(['start']);
    await driver.run(await driver.create(PLAN), [{ type: 'process' }]);
    const [delivery] = await sent.list(hook, { beforeId: null, limit: 1 });
    const deletion = await subject.pool.connect();
    await deletion.query('BEGIN');
    await deletion.query('SELECT FROM external_hooks WHERE id = $1 FOR UPDATE', [hook]);
    const { rows: [task] } = await subject.pool.query<{ id: string }>('SELECT max(id)::text AS id FROM graphile_worker.jobs');
    const recorded = sent.record(delivery?.id ?? 0, task?.id ?? '', { isSent: true, state: 'dead', status: 410, error: 'gone', gone: true, retryAfterMs: null });
    await subject.untilLockAwaited();
    await deletion.query('SELECT FROM hook_deliveries WHERE id = $1 FOR UPDATE NOWAIT', [delivery?.id]);
    await deletion.query('COMMIT');
    deletion.release();
    await recorded;
    expect(await hooks.find(subject.projectIds[0], hook)).toMatchObject({ enabled: false, disabledReason: 'gone' });
  });

  it('loses what was sent to it slice by slice, and nothing of others', async () => {
    const [going, staying] = [await hookFor(['start']), await hookFor(['start'])];
    await driver.run(await driver.create(PLAN), [{ type: 'process' }]);
    await subject.pool.query(
      `INSERT INTO hook_deliveries (hook_id, external_job_id, event, state, attempts, created_at)
       SELECT hook_id, external_job_id, event, 'dead', 1, created_at FROM hook_deliveries, generate_series(1, 1250) WHERE hook_id = $1`,
      [going],
    );
    const statements = await statementsOf(() => hooks.delete(subject.projectIds[0], going));
    expect(statements.filter((name) => name === 'delete_deliveries_of_hook')).toHaveLength(3);
    expect((await deliveries()).map((delivery) => (delivery as { hook: number }).hook)).toEqual([staying, staying]);
    expect(await hooks.delete(subject.projectIds[0], going)).toBe(false);
    expect(await hooks.delete(subject.projectIds[1], staying)).toBe(false);
    expect(await hooks.find(subject.projectIds[0], staying)).toMatchObject({ enabled: true });
  });
});
