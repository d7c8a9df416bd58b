/** Proves what is found of a commit for a status that is reported about it, and that a pipeline is made for it once. */
import type { CommitKey } from '@holdpoint/pipeline-application';
import { commitStatusMatchKey } from '@holdpoint/pipeline-domain';
import { StoreDriver, externalPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import { CommitRepository } from '../projects/commit-repository';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { PgCommitPipelines } from './pg-commit-pipelines';

let subject: PgSubject;
let pipelines: PgCommitPipelines;
let driver: StoreDriver;

beforeAll(async () => {
  subject = await createPgSubject();
  pipelines = new PgCommitPipelines(subject.pool);
  driver = new StoreDriver(subject);
});

afterAll(() => subject.dispose());

const matchKey = commitStatusMatchKey('flux');
const AWAITING = pipelinePlan([externalPlan('wait', { options: { external: { commitStatus: 'flux' } } })]);
const EMPTY = pipelinePlan([]);

async function commit(branch: string, startBranch?: string): Promise<string> {
  const how = { branch, message: branch, authorName: 'ann', authorEmail: 'ann@holdpoint.invalid', actions: [], ...(startBranch === undefined ? {} : { startBranch }) };
  const made = await new CommitRepository(subject.pool).commit(subject.projectIds[0], how);
  if (!made.ok) throw new Error(made.error.code);
  return made.value.sha;
}

const key = (sha: string, more: Partial<CommitKey> = {}): CommitKey =>
  ({ projectId: subject.projectIds[0], sha, ref: null, pipelineId: null, matchKey, ...more });

it('finds the first branch that holds a commit, however far behind', async () => {
  const first = await commit('main');
  await commit('main');
  await commit('feature', 'main');
  const head = await commit('feature');
  expect(await pipelines.find(key(first))).toEqual({ pipeline: null, awaitedBy: null, branch: 'feature' });
  expect((await pipelines.find(key(head))).branch).toBe('feature');
  expect((await pipelines.find(key('0'.repeat(40)))).branch).toBeNull();
});

it('walks a thousand commits for a branch and no more', async () => {
  await subject.pool.query(
    `WITH line AS (
       INSERT INTO commits (project_id, sha, parent_sha, message, author_name, files, created_at)
       SELECT $1, 'e' || lpad(n::text, 39, '0'), 'e' || lpad((n - 1)::text, 39, '0'), 'x', 'ann', '{}', holdpoint_now()
       FROM generate_series(1, 1001) n RETURNING id, sha)
     INSERT INTO branches (project_id, name, commit_id) SELECT $1, 'far', id FROM line WHERE sha LIKE '%1001'`,
    [subject.projectIds[0]],
  );
  const branchOf = async (n: number): Promise<string | null> => (await pipelines.find(key(`e${String(n).padStart(39, '0')}`))).branch;
  expect([await branchOf(2), await branchOf(1)]).toEqual(['far', null]);
});

it('finds the newest pipeline that is no child, and the job that waits in any', async () => {
  const sha = 'b'.repeat(40);
  const older = await driver.create(AWAITING, { sha });
  const newer = await driver.create(EMPTY, { sha, ref: 'next' });
  await driver.create(EMPTY, { sha, source: 'parent_pipeline' });
  expect(await pipelines.find(key(sha))).toEqual({ pipeline: { id: newer, ref: 'next' }, awaitedBy: 'created', branch: null });
  expect((await pipelines.find(key(sha, { ref: 'main' }))).pipeline).toEqual({ id: older, ref: 'main' });
  expect((await pipelines.find(key(sha, { pipelineId: older }))).pipeline).toEqual({ id: older, ref: 'main' });
  expect((await pipelines.find(key(sha, { matchKey: 'other' }))).awaitedBy).toBeNull();
  await driver.run(older, [{ type: 'process' }, { type: 'fire_event', event: 'drop', jobNames: ['wait'], actor: 'x' }]);
  await driver.run(await driver.create(AWAITING, { sha }), [{ type: 'process' }]);
  expect((await pipelines.find(key(sha))).awaitedBy).toBe('running_externally');
});

it('looks at the newest hundred pipelines of a commit, unless one is named', async () => {
  const sha = 'd'.repeat(40);
  const oldest = await driver.create(AWAITING, { sha });
  const addChildren = (count: number) => subject.pool.query(
    `INSERT INTO pipelines (project_id, iid, ref, sha, source, status, created_by, variables, auto_cancel_on_job_failure, created_at, updated_at)
     SELECT $1, 10000 + (SELECT count(*) FROM pipelines) + n, 'main', $2, 'parent_pipeline', 'created', 'root', '[]', 'none', holdpoint_now(),
       holdpoint_now() FROM generate_series(1, $3::integer) n`,
    [subject.projectIds[0], sha, count],
  );
  await addChildren(99);
  const found = { pipeline: { id: oldest, ref: 'main' }, awaitedBy: 'created', branch: null };
  expect(await pipelines.find(key(sha))).toEqual(found);
  await addChildren(1);
  expect(await pipelines.find(key(sha))).toEqual({ pipeline: null, awaitedBy: null, branch: null });
  expect(await pipelines.find(key(sha, { pipelineId: oldest }))).toEqual(found);
});

it('makes a pipeline once, however many ask, and leaves its first pass to them', async () => {
  const made = driver.newPipeline(EMPTY, { sha: 'c'.repeat(40), source: 'external' });
  const ids = await Promise.all(Array.from({ length: 5 }, () => pipelines.findOrCreate(made, null)));
  expect(new Set(ids).size).toBe(1);
  const [first = 0] = ids;
  expect(await driver.load(first)).toMatchObject({ status: 'created', wakeAt: null, source: 'external' });
  const next = await Promise.all(Array.from({ length: 5 }, () => pipelines.findOrCreate(made, first)));
  expect(new Set(next).size).toBe(1);
  expect(next[0]).toBeGreaterThan(first);
});
