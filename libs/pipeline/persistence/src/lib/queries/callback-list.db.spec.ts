/** What a page of the ledger costs among many callbacks: indexes find it, and no part looks through more than its bound. */
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { createDataSource } from '../schema/create-data-source';
import type { DataSource } from 'typeorm';
import { CALLBACKS_SCANNED_MAX, callbackPageQuery, callbacksBeforeQuery, type CallbackCursor, type CallbackFilter } from './callback-list';
import { CallbackQueries } from './callback-queries';

const CALLBACKS = 30_000;
const FIRST = Date.UTC(2030, 0, 1);

/** A page of what every tenth callback is looks at some ten times as many. */
const PROBES_MAX = 1_000;

let subject: PgSubject;
let dataSource: DataSource;
let projectId: number;

/** Of the project: one a second, every tenth late, a few of the first in conflict, the very first by `rare`; as many again of another project. */
beforeAll(async () => {
  subject = await createPgSubject();
  [projectId] = subject.projectIds;
  await subject.pool.query(
    `INSERT INTO callbacks (id, project_id, provider, actor, request, received_at)
     SELECT lpad(to_hex(n), 32, '0')::uuid, CASE n % 2 WHEN 0 THEN $1::bigint ELSE $2 END, 'pipeline_callback',
       CASE n WHEN 2 THEN 'rare' ELSE 'root' END, '{}', to_timestamp($3::float8 / 1000) + n * interval '1 second'
     FROM generate_series(1, 2 * $4::int) n`,
    [...subject.projectIds, FIRST, CALLBACKS],
  );
  await subject.pool.query(
    `INSERT INTO callback_matches (callback_id, verdict, reason, at)
     SELECT id, CASE WHEN row_number() OVER (ORDER BY id) % 10 = 0 THEN 'late' WHEN row_number() OVER (ORDER BY id) < 20 THEN 'conflict' ELSE 'accepted' END, 'x', received_at FROM callbacks`,
  );
  await subject.pool.query('ANALYZE callbacks, callback_matches');
  dataSource = await createDataSource(subject.url).initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await subject.dispose();
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The indexes that a query reads, the tables it reads without one, and how many callbacks it looks at. */
async function planOf(query: { readonly sql: string; readonly values: readonly unknown[] }) {
  const { rows } = await subject.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${query.sql}`,
    [...query.values],
  );
  const nodes = nodesOf(rows[0]?.['QUERY PLAN'][0].Plan as Plan);
  const looked = nodes.filter((node) => node['Relation Name'] === 'callbacks' && node['Node Type'] !== 'Bitmap Heap Scan');
  return {
    /** How often one of the nodes was run anew. */
    probes: Math.max(...nodes.map((node) => node['Actual Loops'])),
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    scans: nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']),
    looked: looked.reduce((sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'], 0),
  };
}

const start = { before: null, perPage: 20 };
const middle: CallbackCursor = { receivedAt: FIRST + 30_000_000, id: '0'.repeat(27) + '07530' };

it.each<[string, CallbackFilter, CallbackCursor | null, string, number]>([
  ['nothing', {}, null, 'ix_callbacks_received_at', 21],
  ['nothing, half way down', {}, middle, 'ix_callbacks_received_at', 21],
  ['time', { receivedAfter: FIRST + 9_000, receivedBefore: FIRST + 15_000 }, null, 'ix_callbacks_received_at', 21],
  ['an actor', { actor: 'rare' }, null, 'ix_callbacks_received_at', CALLBACKS_SCANNED_MAX],
  ['a provider', { provider: 'none' }, null, 'ix_callbacks_received_at', CALLBACKS_SCANNED_MAX],
  ['a verdict', { verdicts: ['late'] }, null, 'ix_callback_matches_callback', 300],
  ['a verdict that none has', { verdicts: ['expired'] }, null, 'ix_callback_matches_callback', CALLBACKS_SCANNED_MAX],
  ['a pipeline', { pipelineId: 1 }, null, 'ix_callback_matches_pipeline', 21],
  ['a job', { jobId: 1 }, null, 'uq_callback_matches_external_job', 21],
])('a part filtered by %s reads an index and looks at a bounded number of callbacks', async (_name, filter, before, index, max) => {
  const plan = await planOf(callbacksBeforeQuery(projectId, filter, { ...start, before }));
  expect(plan.indexes).toContain(index);
  expect(plan.scans).toEqual([]);
  expect(plan.looked).toBeLessThanOrEqual(max);
});

it('a numbered page reads an index too', async () => {
  const plan = await planOf(callbackPageQuery(projectId, {}, { page: 1, perPage: 20 }));
  expect([plan.indexes, plan.scans]).toEqual([['ix_callbacks_received_at'], []]);
});

it.each<[string, CallbackFilter]>([
  ['that many have', { verdicts: ['late'] }],
  ['that few have', { verdicts: ['conflict'] }],
  ['that none has', { verdicts: ['expired'] }],
])('a numbered page filtered by a verdict %s does not ask callback by callback', async (_name, filter) => {
  const { probes } = await planOf(callbackPageQuery(projectId, filter, { page: 1, perPage: 20 }));
  expect(probes).toBeLessThanOrEqual(PROBES_MAX);
});

it('parts add up to the list, short ones among them, and end', async () => {
  const queries = new CallbackQueries(dataSource);
  const read = async (filter: CallbackFilter, perPage: number) => {
    const parts: (readonly string[])[] = [];
    let before: CallbackCursor | null = null;
    do {
      const part = await queries.listByProjectBefore(projectId, filter, { before, perPage });
      parts.push(part.items.map(({ callback }) => callback.callbackId));
      before = part.next;
    } while (before !== null);
    return parts;
  };
  const all = (await read({}, 10_000)).flat();
  expect([all.length, new Set(all).size, [...all].sort().reverse()]).toEqual([CALLBACKS, CALLBACKS, all]);
  const rare = await read({ actor: 'rare' }, 20);
  expect([rare.flat(), rare.length]).toEqual([all.slice(-1), CALLBACKS / CALLBACKS_SCANNED_MAX + 1]);
  expect((await read({ verdicts: ['late'] }, 100)).flat().length).toBeGreaterThan(0);
  const half = await read({ receivedBefore: FIRST + 30_000_000 }, 9_999);
  expect(half.flat()).toEqual(all.slice(CALLBACKS / 2 + 1));
});
