/** What a tick of the upkeep costs when there is much in the ledger and nothing to do: index scans, few rows. */
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { StoreDriver, externalPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import type { QueryConfig } from 'pg';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { oldCallbacksSlice } from './delete-old-callbacks';
import { foldRefusedCalls } from './fold-refused-calls';
import { deleteOldHookDeliveries, deleteOldIdempotencyKeys, deleteOldRefusedCalls, expireParked, LedgerUpkeep } from './ledger-upkeep';

const CALLBACKS = 50_000;

let subject: PgSubject;

beforeAll(async () => {
  subject = await createPgSubject();
  const [projectId] = subject.projectIds;
  await subject.pool.query(
    `INSERT INTO callbacks (id, project_id, provider, actor, request, received_at)
     SELECT gen_random_uuid(), $1, 'pipeline_callback', 'root', '{}', holdpoint_now() - n * interval '1 second'
     FROM generate_series(1, $2::int) n`,
    [projectId, CALLBACKS],
  );
  await subject.pool.query(
    "INSERT INTO callback_matches (callback_id, verdict, reason, at) SELECT id, 'accepted', 'x', received_at FROM callbacks",
  );
  await subject.pool.query(
    `INSERT INTO parked_callbacks (callback_id, keys, command, expires_at)
     SELECT id, '{}', '{}', holdpoint_now() + interval '1 day' FROM callbacks LIMIT 20000`,
  );
  await subject.pool.query(
    `INSERT INTO idempotency_keys SELECT project_id, actor, id::text, 'x', id, holdpoint_now() FROM callbacks LIMIT 20000`,
  );
  await subject.pool.query(
    `INSERT INTO refused_calls (project_id, receiver, reason, minute, calls, sample)
     SELECT $1, 'x', 'y', holdpoint_now() - n * interval '4 seconds', 1, '{}' FROM generate_series(1, 20000) n`,
    [projectId],
  );
  await fillHookDeliveries(projectId);
  await subject.pool.query('VACUUM ANALYZE');
});

afterAll(() => subject.dispose());

async function fillHookDeliveries(projectId: number): Promise<void> {
  const driver = new StoreDriver(subject);
  const [job] = (await driver.load(await driver.create(pipelinePlan([externalPlan('outside')])))).jobs;
  await subject.pool.query(
    `WITH hook AS (INSERT INTO external_hooks (project_id, url, events, enabled, secret, created_at, updated_at)
       VALUES ($1, 'https://hooks.example', '{start}', true, '', holdpoint_now(), holdpoint_now()) RETURNING id)
     INSERT INTO hook_deliveries (hook_id, external_job_id, event, state, attempts, created_at, delivered_at)
     SELECT hook.id, $2, 'start', 'delivered', 1, holdpoint_now() - n * interval '1 minute', holdpoint_now()
     FROM hook, generate_series(1, 20000) n`,
    [projectId, job?.id],
  );
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

it.each<[string, QueryConfig]>([
  ['expire parked callbacks', expireParked()],
  ['delete callbacks', oldCallbacksSlice(90, ['success'], 0, '-infinity', '00000000-0000-0000-0000-000000000000')],
  ['delete idempotency keys', deleteOldIdempotencyKeys()],
  ['delete counts of refused calls', deleteOldRefusedCalls(90)],
  ['add up counts of refused calls', foldRefusedCalls()],
  ['delete what was sent to hooks', deleteOldHookDeliveries(90)],
])('to %s, when none is due, reads no table from end to end', async (_name, { text, values }) => {
  const { rows } = await subject.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);
  const nodes = nodesOf(rows[0]?.['QUERY PLAN'][0].Plan as Plan);
  const scans = nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] !== 'projects');
  expect(scans.filter((node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) > 0)).toEqual([]);
});

describe('with more old callbacks that are kept than fit in a slice', () => {
  const WITH_KEPT = 2_500;

  beforeAll(async () => {
    const driver = new StoreDriver(subject);
    const open = await driver.create(pipelinePlan([externalPlan('outside')]));
    await subject.pool.query(
      `WITH callback AS (
         INSERT INTO callbacks (id, project_id, provider, actor, request, received_at)
         SELECT gen_random_uuid(), pipeline.project_id, 'kept', 'root', '{}', holdpoint_now() - interval '200 days'
         FROM pipelines pipeline, generate_series(1, $2::int) WHERE pipeline.id = $1 RETURNING id, received_at)
       INSERT INTO callback_matches (callback_id, pipeline_id, verdict, reason, at) SELECT id, $1, 'accepted', 'x', received_at FROM callback`,
      [open, WITH_KEPT],
    );
    await subject.pool.query(
      `INSERT INTO callbacks (id, project_id, provider, actor, request, received_at)
       SELECT gen_random_uuid(), project_id, 'old', 'root', '{}', holdpoint_now() - interval '100 days'
       FROM unnest($1::bigint[]) project_id, generate_series(1, 1500)`,
      [subject.projectIds],
    );
  });

  it('looks at each once, and deletes those behind them, of every project', async () => {
    const counted = jest.spyOn(subject.pool, 'connect');
    const { callbacks } = await new LedgerUpkeep(subject.pool, HOLDPOINT_CI_MODEL).deleteOld(90);
    const statements = counted.mock.calls.length;
    counted.mockRestore();
    // 5,500 callbacks in slices of 1,000, one statement for each other kind, and one that adds up refused calls.
    expect([callbacks, statements]).toEqual([3_000, 6 + 4]);
    const { rows } = await subject.pool.query("SELECT provider, count(*) FROM callbacks WHERE received_at < holdpoint_now() - interval '90 days' GROUP BY 1");
    expect(rows).toEqual([{ provider: 'kept', count: WITH_KEPT }]);
  });

  it('deletes what comes after a kind that cannot be deleted', async () => {
    await subject.pool.query("UPDATE idempotency_keys SET claimed_at = holdpoint_now() - interval '2 days'");
    const holder = await subject.pool.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE callbacks, callback_matches IN ACCESS EXCLUSIVE MODE');
    await expect(new LedgerUpkeep(subject.pool, HOLDPOINT_CI_MODEL).deleteOld(90)).rejects.toMatchObject({ kind: 'held' });
    await holder.query('ROLLBACK');
    holder.release();
    expect((await subject.pool.query('SELECT count(*) AS left FROM idempotency_keys')).rows).toEqual([{ left: 0 }]);
  });

  it('leaves counts that somebody has locked to the next time, and waits for nobody', async () => {
    await subject.pool.query(
      `INSERT INTO refused_calls (project_id, receiver, reason, minute, calls, sample)
       SELECT project_id, 'old', n::text, holdpoint_now() - interval '200 days', 1, '{}'
       FROM unnest(ARRAY[$1::bigint, NULL]) project_id, generate_series(1, 2) n`,
      [subject.projectIds[0]],
    );
    const left = async (): Promise<number> =>
      (await subject.pool.query<{ left: number }>("SELECT count(*) AS left FROM refused_calls WHERE receiver = 'old'")).rows[0]?.left ?? 0;
    const holder = await subject.pool.connect();
    await holder.query("BEGIN; SELECT FROM refused_calls WHERE receiver = 'old' AND reason = '1' FOR UPDATE");
    const upkeep = new LedgerUpkeep(subject.pool, HOLDPOINT_CI_MODEL);
    expect([(await upkeep.deleteOld(90)).refusedCalls, await left()]).toEqual([2, 2]);
    await holder.query('ROLLBACK');
    holder.release();
    expect([(await upkeep.deleteOld(90)).refusedCalls, await left()]).toEqual([2, 0]);
  });

  it('takes from the model that it is given which pipelines are over', async () => {
    const { statuses, kinds } = HOLDPOINT_CI_MODEL;
    const model = { kinds, statuses: { ...statuses, sets: { ...statuses.sets, completed: ['created' as const] } } };
    expect((await new LedgerUpkeep(subject.pool, model).deleteOld(90)).callbacks).toBe(WITH_KEPT);
  });
});
