/** What lookups find, that the sweep reads one narrow index, and what becomes of callbacks that met nothing. */
import type { TreeQuestions } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { externalPlan, pipelinePlan, StoreDriver, jobNamed } from '@holdpoint/pipeline-testing';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import type { CommitAction } from '../projects/commit-files';
import { CommitRepository } from '../projects/commit-repository';
import { PgCallbackLedger } from './pg-callback-ledger';
import { PgCommitSource } from './pg-commit-source';
import { PgPipelineLookup, WAKE_UPS } from './pg-pipeline-lookup';

let subject: PgSubject;
let driver: StoreDriver;
let lookup: PgPipelineLookup;

beforeAll(async () => {
  subject = await createPgSubject();
  driver = new StoreDriver(subject);
  lookup = new PgPipelineLookup(subject.pool, HOLDPOINT_CI_MODEL);
});

afterAll(() => subject.dispose());

describe('keys', () => {
  it('find pipelines within their project only', async () => {
    const [one, two] = subject.projectIds;
    const id = await driver.create();
    const { ref, sha } = await driver.load(id);
    expect(await lookup.findPipeline(one, id)).toEqual({ id, ref, sha });
    expect([await lookup.findPipeline(two, id), await lookup.findPipeline(one, 999_999)]).toEqual([undefined, undefined]);
    for (const { id: jobId } of (await driver.load(id)).jobs) {
      expect(await lookup.findPipelineOfJob(one, jobId)).toMatchObject({ id });
      expect(await lookup.findPipelineOfJob(two, jobId)).toBeUndefined();
    }
    expect(await lookup.findPipelineOfJob(one, 999_999)).toBeUndefined();
  });

  it('find all jobs of a name for a ref at a sha, oldest first', async () => {
    const [one, two] = subject.projectIds;
    const key = { ref: 'release', sha: 'b'.repeat(40) };
    const plan = pipelinePlan([externalPlan('x')]);
    const ids = [await driver.create(plan, key), await driver.create(plan, key)];
    await driver.create(plan, { ...key, ref: 'other' });
    await driver.create(plan, { ...key, sha: 'c'.repeat(40) });
    await driver.create(pipelinePlan([externalPlan('y')]), key);
    const targets = async (projectId: number, shas = [key.sha]) =>
      lookup.findCallbackTargets({ projectId, ref: key.ref, shas, pipelineId: null, jobName: 'x', matchKey: null });
    const found = ids.map((pipelineId) => ({ pipelineId, jobId: expect.any(Number), jobName: 'x', isOver: false, isWithoutOutcome: false }));
    expect(await targets(one)).toEqual({ policy: 'all', found });
    expect(await targets(one, ['d'.repeat(40), key.sha])).toEqual({ policy: 'all', found });
    expect(await targets(two)).toEqual({ policy: 'all', found: [] });
  });
});

describe('wake-ups', () => {
  it('are due from creation until the first pass, then at the next deadline', async () => {
    const limit = 1_000;
    const id = await driver.create(pipelinePlan([externalPlan('slow', { timeoutMs: 90_000 }), externalPlan('fast', { timeoutMs: 30_000 })]));
    expect((await lookup.findWakeUps(limit)).due).toContain(id);
    await driver.run(id, [{ type: 'process' }]);
    const { due } = await lookup.findWakeUps(limit);
    expect(due).not.toContain(id);
    for (const other of due) await driver.run(other, [{ type: 'process' }]);
    const { deadlineAt } = jobNamed(await driver.load(id), 'fast');
    expect(await lookup.findWakeUps(limit)).toMatchObject({ due: [], nextAt: deadlineAt, clockStands: false });
    await subject.clock.set(deadlineAt ?? 0);
    expect(await lookup.findWakeUps(limit)).toMatchObject({ due: [id], now: deadlineAt, clockStands: true });
    await driver.run(id, [{ type: 'process' }]);
    expect(jobNamed(await driver.load(id), 'fast')).toMatchObject({ status: 'failed', finishedAt: deadlineAt });
  });

  it('are answered most overdue first, up to the limit', async () => {
    const ids = [await driver.create(), await driver.create(), await driver.create()];
    await subject.pool.query(
      `UPDATE pipeline_wake_ups SET wake_at = holdpoint_now() - pipeline_id * interval '1 second' WHERE pipeline_id = ANY($1)`,
      [ids],
    );
    expect((await lookup.findWakeUps(2)).due).toEqual([ids[2], ids[1]]);
  });

  it('are found by their index alone, among many', async () => {
    await subject.pool.query(
      `WITH many AS (
         INSERT INTO pipelines (project_id, iid, ref, sha, source, status, created_by, variables,
           auto_cancel_on_job_failure, created_at, updated_at)
         SELECT $1, 10000 + n, 'main', 'x', 'api', 'created', 'root', '[]', 'none', holdpoint_now(), holdpoint_now()
         FROM generate_series(1, 20000) n RETURNING id)
       INSERT INTO pipeline_wake_ups SELECT id, holdpoint_now() + id * interval '1 second' FROM many`,
      [subject.projectIds[0]],
    );
    await subject.pool.query('ANALYZE pipeline_wake_ups');
    const statement = WAKE_UPS.replace('$1', '500').replace('$2', "'{}'");
    const { rows } = await subject.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${statement}`);
    const scans = rows.map((row) => row['QUERY PLAN']).filter((line) => /Scan/.test(line) && /pipeline/.test(line));
    expect(scans).toHaveLength(2);
    expect(scans.every((line) => line.includes('using ix_pipeline_wake_ups_wake_at'))).toBe(true);
  });
});

describe('the ledger', () => {
  it('keeps what met nothing, once', async () => {
    const ledger = new PgCallbackLedger(subject.pool, HOLDPOINT_CI_MODEL);
    const id = '019abcde-0000-7000-8000-0000000f00d0';
    const record = { id, projectId: subject.projectIds[0], provider: 'pipeline_callback', actor: 'x', request: { a: 1 }, replayOf: null, event: null, occurrence: null };
    const match = { pipelineId: null, jobId: null, jobName: null, verdict: 'unmatched' } as const;
    await ledger.record(record, [{ ...match, reason: 'pipeline_not_found' }]);
    await ledger.record(record, [{ ...match, reason: 'job_not_found' }]);
    const { rows } = await subject.pool.query(
      'SELECT request, reason FROM callbacks JOIN callback_matches ON callback_id = callbacks.id WHERE callbacks.id = $1',
      [id],
    );
    expect(rows).toEqual([{ request: { a: 1 }, reason: 'pipeline_not_found' }]);
  });
});

describe('the source of commits', () => {
  it('finds the head of a branch with what a pipeline needs', async () => {
    const [projectId] = subject.projectIds;
    const source = new PgCommitSource(subject.pool);
    expect(await source.find(projectId, 'main', 'root')).toBeUndefined();
    const commits = new CommitRepository(subject.pool);
    const commit = (filePath: string, content: string) =>
      commits.commit(projectId, { branch: 'main', message: 'm', authorName: 'Ann', authorEmail: 'ann@example.org', actions: [{ action: 'create', filePath, content }] });
    await commit('README.md', '# hello');
    expect(await source.find(projectId, 'main', 'root')).toMatchObject({ ciConfig: undefined });
    const made = await commit('.gitlab-ci.yml', 'job: {}');
    expect(await source.find(projectId, 'main', 'root')).toEqual({
      sha: made.ok ? made.value.sha : '',
      message: 'm',
      author: 'Ann <ann@example.org>',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      user: { id: 1, name: 'Administrator' },
      ref: 'main',
      defaultBranch: 'main',
      projectPath: 'demo/one',
      projectTitle: 'demo/one',
      defaultTimeoutMs: 3_600_000,
      ciConfig: 'job: {}',
    });
  });

  const nothing: TreeQuestions = { paths: false, changedSince: [], files: [], fileChars: 0 };

  it('answers what rules ask of the files of a commit and of its history', async () => {
    const [, projectId] = subject.projectIds;
    const [source, commits] = [new PgCommitSource(subject.pool), new CommitRepository(subject.pool)];
    const commit = async (branch: string, actions: readonly CommitAction[], startBranch?: string): Promise<string> => {
      const made = await commits.commit(projectId, { branch, message: 'm', authorName: 'Ann', authorEmail: null, actions, ...(startBranch && { startBranch }) });
      return made.ok ? made.value.sha : JSON.stringify(made.error);
    };
    const create = (filePath: string, content = ''): CommitAction => ({ action: 'create', filePath, content });
    await commit('main', [create('kept'), create('changed', 'a'), create('gone')]);
    const feature = await commit('feature', [create('b/new'), { action: 'update', filePath: 'changed', content: 'b' }, { action: 'delete', filePath: 'gone' }], 'main');
    const main = await commit('main', [create('of-main')]);
    const changedSince = [main, 'main', 'refs/heads/main', 'HEAD', main.slice(0, 7), 'feature', 'other', `${main.slice(0, 39)}g`];
    const { paths, changedSince: changes } = await source.readTree(projectId, feature, { ...nothing, paths: true, changedSince });
    expect(paths).toEqual(['b/new', 'changed', 'kept']);
    const changed = ['b/new', 'changed', 'gone'];
    expect([...changes]).toEqual(changedSince.map((ref, index) => [ref, index < 5 ? changed : ref === 'feature' ? [] : null]));
    expect(await source.readTree(projectId, 'f'.repeat(40), { ...nothing, paths: true, changedSince: ['main'] })).toEqual({ paths: [], changedSince: new Map([['main', []]]), files: new Map() });
    expect(await source.readTree(subject.projectIds[0], feature, { ...nothing, paths: true, changedSince: [main] })).toEqual({ paths: [], changedSince: new Map([[main, null]]), files: new Map() });
  });

  it('reads the files that are included, no more of them than is worth it', async () => {
    const [projectId, other] = [subject.projectIds[1], subject.projectIds[0]];
    const [source, commits] = [new PgCommitSource(subject.pool), new CommitRepository(subject.pool)];
    const texts = { 'a.yml': 'aaa', 'b.yml': 'ébb\n', 'c.yml': 'ccc' };
    const actions = Object.entries(texts).map(([filePath, content]): CommitAction => ({ action: 'create', filePath, content }));
    const made = await commits.commit(projectId, { branch: 'files', startBranch: 'main', message: 'm', authorName: 'Ann', authorEmail: null, actions });
    const sha = made.ok ? made.value.sha : '';
    const read = async (files: readonly string[], fileChars: number, project = projectId): Promise<unknown> =>
      Object.fromEntries((await source.readTree(project, sha, { ...nothing, files, fileChars })).files);
    expect(await read(['c.yml', 'none.yml', 'b.yml', '__proto__'], 100)).toEqual({ 'c.yml': 'ccc', 'none.yml': null, 'b.yml': 'ébb\n', ['__proto__']: null });
    expect(await read(['a.yml', 'b.yml', 'c.yml'], 10)).toEqual(texts);
    expect(await read(['a.yml', 'b.yml', 'c.yml'], 6)).toEqual({ 'a.yml': 'aaa', 'b.yml': 'ébb\n' });
    expect(await read(['c.yml', 'a.yml'], 1)).toEqual({ 'c.yml': 'cc' });
    expect(await read(['a.yml'], 10, other)).toEqual({ 'a.yml': null });
    expect(await source.findCommit(projectId, sha, 'root')).toMatchObject({ sha, projectPath: expect.any(String), user: { id: 1 } });
    expect(await source.findCommit(other, sha, 'root')).toBeUndefined();
  });
});
