/** Projects, branches and commits: heads move by one commit at a time, however many come at once. */
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { CommitRepository, type NewCommit } from './commit-repository';
import { ProjectRepository } from './project-repository';

let subject: PgSubject;
let projects: ProjectRepository;
let commits: CommitRepository;
let projectId: number;

beforeAll(async () => {
  subject = await createPgSubject();
  projects = new ProjectRepository(subject.pool);
  commits = new CommitRepository(subject.pool);
});

afterAll(() => subject.dispose());

beforeEach(async () => {
  const made = await projects.create({ name: 'repo', path: `demo/repo-${Math.random()}` });
  projectId = made.ok ? made.value.id : 0;
});

const write = (action: 'create' | 'update', filePath: string, content: string, more: Partial<NewCommit> = {}) =>
  commits.commit(projectId, { branch: 'main', message: `${action} ${filePath}`, authorName: 'root', authorEmail: 'root@holdpoint.invalid', actions: [{ action, filePath, content }], ...more });

const filesOf = async (branch: string): Promise<unknown> =>
  (await subject.pool.query<{ files: unknown }>(
    'SELECT files FROM branches JOIN commits ON commits.id = commit_id WHERE branches.project_id = $1 AND name = $2',
    [projectId, branch],
  )).rows[0]?.files;

describe('projects', () => {
  it('are listed newest first', async () => {
    const made = await projects.create({ name: 'Named', path: 'group/named', defaultBranch: 'trunk', buildTimeoutS: 60 });
    if (!made.ok) throw new Error(made.error);
    expect(made.value).toMatchObject({ name: 'Named', path: 'group/named', defaultBranch: 'trunk', buildTimeoutS: 60 });
    const { items, total, hasNext } = await projects.list({ page: 1, perPage: 2 });
    expect(items.map(({ id }) => id)).toEqual([made.value.id, projectId]);
    expect([total, hasNext]).toEqual([4, true]);
  });

  it('keep their path to themselves', async () => {
    expect(await projects.create({ name: 'x', path: 'demo/one' })).toEqual({ ok: false, error: 'path_taken' });
  });
});

describe('commits', () => {
  it('build on the head of their branch', async () => {
    const first = await write('create', 'a', '1');
    const second = await write('create', 'b', '2');
    if (!first.ok || !second.ok) throw new Error('refused');
    expect(first.value).toMatchObject({ parentSha: null, message: 'create a', sha: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(second.value.parentSha).toBe(first.value.sha);
    expect(await filesOf('main')).toEqual({ a: '1', b: '2' });
    expect(await commits.findBranch(projectId, 'main')).toEqual({ name: 'main', commit: second.value });
    expect(await commits.findCommit(projectId, first.value.sha)).toEqual(first.value);
  });

  it('change and delete what is there', async () => {
    await write('create', 'a', '1');
    await write('update', 'a', '2');
    expect(await filesOf('main')).toEqual({ a: '2' });
    await commits.commit(projectId, { branch: 'main', message: 'd', authorName: 'root', authorEmail: 'root@holdpoint.invalid', actions: [{ action: 'delete', filePath: 'a' }] });
    expect(await filesOf('main')).toEqual({});
  });

  it('refuse what does not fit, and change nothing', async () => {
    await write('create', 'a', '1');
    const refusals = [
      await write('create', 'a', '2'),
      await write('update', 'b', '2'),
      await write('create', 'b', '2', { branch: 'feature' }),
      await write('create', 'b', '2', { branch: 'feature', startBranch: 'nowhere' }),
      await write('create', 'b', '2', { startBranch: 'main' }),
      await commits.commit(999_999, { branch: 'main', message: 'm', authorName: 'a', authorEmail: 'a@holdpoint.invalid', actions: [] }),
    ];
    expect(refusals.map((refusal) => (refusal.ok ? 'made' : refusal.error.code))).toEqual([
      'file_exists',
      'file_not_found',
      'branch_not_found',
      'start_branch_not_found',
      'branch_exists',
      'project_not_found',
    ]);
    expect(await filesOf('main')).toEqual({ a: '1' });
  });

  it('start a branch from another', async () => {
    await write('create', 'a', '1');
    await write('create', 'b', '2', { branch: 'feature', startBranch: 'main' });
    expect([await filesOf('main'), await filesOf('feature')]).toEqual([{ a: '1' }, { a: '1', b: '2' }]);
    expect((await commits.listBranches(projectId, '', { page: 1, perPage: 10 })).items.map(({ name }) => name)).toEqual(['feature', 'main']);
  });

  it('are listed with their ancestors, newest first, in pages', async () => {
    const made = [await write('create', 'a', '1'), await write('update', 'a', '2'), await write('update', 'a', '3')];
    const shas = made.map((commit) => (commit.ok ? commit.value.sha : ''));
    const list = async (sha: string, page: number) => {
      const { items, total, hasNext } = await commits.listCommits(projectId, sha, { page, perPage: 2 });
      return [items.map((commit) => shas.indexOf(commit.sha)), total, hasNext];
    };
    expect(await list(shas[2] ?? '', 1)).toEqual([[2, 1], null, true]);
    expect(await list(shas[2] ?? '', 2)).toEqual([[0], null, false]);
    expect(await list(shas[1] ?? '', 1)).toEqual([[1, 0], null, false]);
    expect(await list('f'.repeat(40), 1)).toEqual([[], null, false]);
  });

  it('give the text of a file as it was', async () => {
    const [first, second] = [await write('create', 'a', '1'), await write('update', 'a', '')];
    const read = (commit: typeof first, path: string) => commits.readFile(projectId, commit.ok ? commit.value.sha : '', path);
    expect([await read(first, 'a'), await read(second, 'a'), await read(first, 'b')]).toEqual(['1', '', undefined]);
  });

  it('lose nothing when they come at once, even the first ones', async () => {
    const paths = Array.from({ length: 8 }, (_unused, index) => `file-${index}`);
    const made = await Promise.all(paths.map((path) => write('create', path, path)));
    expect(made.every(({ ok }) => ok)).toBe(true);
    expect(await filesOf('main')).toEqual(Object.fromEntries(paths.map((path) => [path, path])));
  });
});
