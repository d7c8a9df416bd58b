/** Which older pipelines of a ref a newer one makes redundant, each clause at its edge. */
import { StoreDriver, bridgePlan, externalPlan, jobNamed, pipelinePlan } from '@holdpoint/pipeline-testing';
import type { NewPipeline } from '@holdpoint/pipeline-application';
import { CommitRepository } from '../projects/commit-repository';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { PgBridgeLookup } from './pg-bridge-lookup';

const PLAN = pipelinePlan([externalPlan('wait')]);
const sha = (digit: string): string => digit.repeat(40);

let subject: PgSubject;
let driver: StoreDriver;
let projectId: number;
let lookup: PgBridgeLookup;
beforeAll(async () => {
  subject = await createPgSubject();
  driver = new StoreDriver(subject);
  lookup = new PgBridgeLookup(subject.pool);
  [projectId] = subject.projectIds;
});
afterAll(() => subject.dispose());
beforeEach(() => subject.pool.query('DELETE FROM pipelines'));

const make = (digit: string, given: Partial<NewPipeline> = {}): Promise<number> => driver.create(PLAN, { sha: sha(digit), ...given });

const redundantFor = (newer: number): Promise<readonly number[]> => lookup.findRedundant(newer, ['created', 'running']);

const age = (pipelineId: number, by: string): Promise<unknown> =>
  subject.pool.query('UPDATE pipelines SET created_at = created_at - $2::interval WHERE id = $1', [pipelineId, by]);

it('are those of other commits of the ref, the newest first', async () => {
  const [one, two] = [await make('1'), await make('2')];
  await make('3');
  await make('1', { ref: 'other' });
  expect(await redundantFor(await make('3'))).toEqual([two, one]);
});

it('are less than seven days old', async () => {
  const [old, young] = [await make('1'), await make('1')];
  const newer = await make('2');
  await age(old, '7 days 1 second');
  await age(young, '6 days 23 hours');
  expect(await redundantFor(newer)).toEqual([young]);
});

it('are not for the head of the branch', async () => {
  const commits = new CommitRepository(subject.pool);
  const actions = [{ action: 'create', filePath: 'README.md', content: '' }] as const;
  const made = await commits.commit(projectId, { branch: 'main', message: 'm', authorName: 'a', authorEmail: 'a@holdpoint.invalid', actions });
  if (!made.ok) throw new Error('the commit was made');
  const [atHead, elsewhere] = [await driver.create(PLAN, { sha: made.value.sha }), await make('1')];
  expect(await redundantFor(await make('2'))).toEqual([elsewhere]);
  expect(atHead).toBeLessThan(elsewhere);
});

it('are found behind thousands that are over', async () => {
  const older = await make('1');
  await subject.pool.query(
    `INSERT INTO pipelines (project_id, iid, ref, sha, source, status, created_by, variables, auto_cancel_on_job_failure, created_at, updated_at)
     SELECT $1, 10000 + n, 'main', $2, 'api', 'skipped', 'root', '[]', 'none', holdpoint_now(), holdpoint_now() FROM generate_series(1, 3000) n`,
    [projectId, sha('2')],
  );
  expect(await redundantFor(await make('3'))).toEqual([older]);
});

describe('a child pipeline that was made after the newer one', () => {
  const bridges = pipelinePlan([bridgePlan('child', 'none')]);

  /** A child of a pipeline, with a bridge of its own. */
  const childOf = async (parentId: number, digit: string, source = 'parent_pipeline'): Promise<number> => {
    const { id: jobId } = jobNamed(await driver.load(parentId), 'child');
    return driver.create(bridges, { sha: sha(digit), source, sourceBridge: { pipelineId: parentId, jobId } });
  };

  it('is as old as its root', async () => {
    const older = await driver.create(bridges, { sha: sha('1') });
    const newer = await driver.create(bridges, { sha: sha('2') });
    const child = await childOf(older, '1');
    const grandchild = await childOf(child, '1');
    await childOf(newer, '3');
    expect(await redundantFor(newer)).toEqual([grandchild, child, older]);
  });

  it('is its own root where another project triggered it', async () => {
    const older = await driver.create(bridges, { sha: sha('1') });
    const newer = await make('2');
    await childOf(older, '1', 'pipeline');
    expect(await redundantFor(newer)).toEqual([older]);
  });
});
