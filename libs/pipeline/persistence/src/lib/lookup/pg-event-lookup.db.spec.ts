/** What an event costs does not grow with the jobs that have ended long ago, nor with those of other projects. */
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { StoreDriver, externalPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import { objectMatchKey } from '@holdpoint/pipeline-domain';
import { PgEventLookup } from './pg-event-lookup';

const object = { kind: 'Kustomization', namespace: 'flux-system', name: 'podinfo' };

let subject: PgSubject;
beforeAll(async () => (subject = await createPgSubject()));
afterAll(() => subject.dispose());

it('finds the open jobs of a key and reads no more pages than bounded, however many have ended', async () => {
  const driver = new StoreDriver(subject);
  const [projectId] = subject.projectIds;
  const pipelineId = await driver.create(pipelinePlan([externalPlan('wait', { options: { external: { object } } })]), { sha: 'a'.repeat(40) });
  await driver.run(pipelineId, [{ type: 'process' }]);
  await subject.pool.query(
    `WITH made AS (
       INSERT INTO pipelines (project_id, iid, ref, sha, source, status, created_by, variables, auto_cancel_on_job_failure, created_at, updated_at, finished_at)
       SELECT $1, 1000 + n, 'main', lpad(to_hex(n), 40, '0'), 'push', 'success', 'root', '[]', 'none', holdpoint_now(), holdpoint_now(), holdpoint_now()
       FROM generate_series(1, 30000) n RETURNING id),
     stage AS (INSERT INTO stages (pipeline_id, name, position, status) SELECT id, 'test', 1, 'success' FROM made RETURNING id, pipeline_id)
     INSERT INTO external_jobs (pipeline_id, stage_id, name, status, allow_failure, scheduling_type, timeout_ms, interruptible, options, match_key,
       attempt, retried, created_at, finished_at)
     SELECT pipeline_id, id, 'wait', 'success', false, 'stage', 1000, false, '{"external": {}}', $2, 1, false, holdpoint_now(), holdpoint_now() FROM stage`,
    [projectId, objectMatchKey(object)],
  );
  await subject.pool.query('ANALYZE pipelines, external_jobs');
  const later = await driver.create(pipelinePlan([externalPlan('wait', { options: { external: { object } } })]), { sha: 'b'.repeat(40) });
  const lookup = new PgEventLookup(subject.pool);
  const search = { projectId, matchKey: objectMatchKey(object), receiver: 'prod', occurrence: null, decidedAgain: null };
  const explained: string[] = [];
  const pool = { query: async (query: { text: string; values: unknown[] }) => {
    const { rows } = await subject.pool.query<Record<string, string>>(`EXPLAIN (ANALYZE, BUFFERS) ${query.text}`, query.values);
    explained.push(rows.map((row) => row['QUERY PLAN'] ?? '').join('\n'));
    return subject.pool.query(query.text, query.values);
  } } as unknown as typeof subject.pool;
  const found = await new PgEventLookup(pool).findWatchers({ ...search, shas: ['b'.repeat(40)] });
  expect(found.jobs.map(({ pipelineId: of, relation }) => [of, relation])).toEqual([[later, 'same']]);
  expect(explained[0]).not.toMatch(/Seq Scan on (external_jobs|pipelines)/);
  const [, hits] = /Buffers: shared hit=(\d+)/.exec(explained[0] ?? '') ?? [];
  expect(Number(hits)).toBeLessThan(12_000);
  const old = await lookup.findWatchers({ ...search, shas: [(12345).toString(16).padStart(40, '0')] });
  expect(old.jobs.map(({ isOver, relation }) => [isOver, relation])).toEqual([[true, 'same'], [false, 'older']]);
});
