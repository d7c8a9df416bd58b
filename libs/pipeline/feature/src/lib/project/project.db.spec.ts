/** Proves the routes of projects and their repositories over HTTP, and each refusal in GitLab's form. */
import type { BranchResponse, CommitResponse, ProjectResponse } from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { makeProject } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const commit = (id: number, more: object = {}): ReturnType<typeof api.post<CommitResponse>> =>
  api.post<CommitResponse>(`/projects/${id}/repository/commits`, {
    branch: 'main',
    commit_message: 'Add a file\n\nwith a reason',
    actions: [{ action: 'create', file_path: 'docs/a.txt', content: 'one' }],
    ...more,
  });

describe('projects', () => {
  it('are made, found by number and by path, and listed newest first', async () => {
    const made = await api.post<ProjectResponse>('/projects', { name: 'My Demo!', default_branch: 'trunk', build_timeout: 60 });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'My Demo!',
      path: 'my-demo',
      path_with_namespace: 'root/my-demo',
      default_branch: 'trunk',
      build_timeout: 60,
    });
    expect((await api.get(`/projects/${made.body.id}`)).body).toEqual(made.body);
    expect((await api.get('/projects/root%2Fmy-demo')).body).toEqual(made.body);
    expect((await api.get('/projects/root%2fmy-demo')).body).toEqual(made.body);
    expect((await api.get<ProjectResponse[]>('/projects')).body[0]).toEqual(made.body);
  });

  it('have a path of their own', async () => {
    await api.post('/projects', { name: 'Twice', path: 'twice' });
    for (const path of ['twice', 'TWICE']) {
      const again = await api.post('/projects', { name: 'Other', path });
      expect([again.status, again.body]).toEqual([400, { message: { path: ['has already been taken'] } }]);
    }
  });

  it.each([
    [{}, 'name, path are missing, at least one parameter must be provided'],
    [{ name: '漢字' }, 'path is missing'],
    [{ name: '..' }, 'path is missing'],
    [{ name: 'x', path: 'a/b' }, 'path is invalid'],
    [{ name: 'x', path: '..' }, 'path is invalid'],
    [{ name: 'x', build_timeout: 0 }, 'build_timeout must be between 1 and 2629746'],
    [{ name: 'x', build_timeout: 2_629_747 }, 'build_timeout must be between 1 and 2629746'],
    [{ name: 'x', build_timeout: '1h' }, 'build_timeout is invalid'],
    [{ name: ['x'] }, 'name is invalid'],
    [{ name: 'x', default_branch: 'a b..c~^:' }, 'default_branch is invalid'],
    [{ name: 'x', path: 'app.git' }, 'path is invalid'],
    [{ name: 'x', path: 'app.Atom' }, 'path is invalid'],
    [{ name: 'App.git' }, 'path is invalid'],
  ])('are refused: %j', async (input, error) => {
    const answer = await api.post('/projects', input);
    expect([answer.status, answer.body]).toEqual([400, { error }]);
  });

  it.each(['999999', '99999999999999999999', 'root%2Fnone', 'none', '%00', '1.0', 'root%252Fdemo', '-1'])(
    'are not found: %s',
    async (path) => {
      const { status } = await api.get(`/projects/${path}`);
      expect(status).toBe(path === '%00' ? 400 : 404);
    },
  );

  it('say that they were not found as GitLab does', async () => {
    expect((await api.get('/projects/999999')).body).toEqual({ message: '404 Project Not Found' });
  });
});

describe('settings', () => {
  const SETTINGS = { callback_match_policy: 'reject', callback_parking_ttl: 60 };

  it('are given when a project is made, or have defaults', async () => {
    const given = await api.post<ProjectResponse>('/projects', { name: 'Given Settings', ...SETTINGS });
    expect([given.status, given.body]).toEqual([201, expect.objectContaining(SETTINGS)]);
    const { body } = await api.post<ProjectResponse>('/projects', { name: 'Default Settings' });
    expect(body).toMatchObject({ callback_match_policy: 'all', callback_parking_ttl: 86_400 });
  });

  it('are changed one by one; what is left out stays', async () => {
    const { body: made } = await api.post<ProjectResponse>('/projects', { name: 'Changing' });
    const changes: readonly object[] = [
      { name: 'Changed' },
      { default_branch: 'trunk' },
      { build_timeout: 2_629_746 },
      { callback_match_policy: 'newest' },
      { callback_parking_ttl: 1 },
    ];
    let expected: object = made;
    for (const change of changes) {
      expected = { ...expected, ...change };
      if ('name' in change) expected = { ...expected, name_with_namespace: 'root / Changed' };
      const changed = await api.put<ProjectResponse>(`/projects/${made.id}`, change);
      expect([changed.status, changed.body]).toEqual([200, expected]);
      expect((await api.get(`/projects/${made.id}`)).body).toEqual(expected);
    }
  });

  it.each([
    [
      {},
      'name, default_branch, build_timeout, callback_match_policy, callback_parking_ttl are missing, at least one parameter must be provided',
    ],
    [{ callback_match_policy: 'some' }, 'callback_match_policy does not have a valid value'],
    [{ callback_parking_ttl: 0 }, 'callback_parking_ttl must be between 1 and 2629746'],
    [{ callback_parking_ttl: 2_629_747 }, 'callback_parking_ttl must be between 1 and 2629746'],
    [{ default_branch: '-x' }, 'default_branch is invalid'],
  ])('are refused: %j', async (input, error) => {
    const answer = await api.put(`/projects/${await makeProject(api)}`, input);
    expect([answer.status, answer.body]).toEqual([400, { error }]);
  });
});

describe('the default branch', () => {
  it('is one of the branches, once there are some', async () => {
    const id = await makeProject(api);
    const refused = await api.put(`/projects/${id}`, { name: 'Not this', default_branch: 'nope' });
    expect([refused.status, refused.body]).toEqual([400, { message: { base: ["Could not change HEAD: branch 'nope' does not exist"] } }]);
    expect((await api.get<ProjectResponse>(`/projects/${id}`)).body).toMatchObject({ default_branch: 'main', name: expect.not.stringContaining('Not') });
    await commit(id, { branch: 'next', start_branch: 'main' });
    const changed = await api.put<ProjectResponse>(`/projects/${id}`, { default_branch: 'next' });
    expect([changed.status, changed.body.default_branch]).toEqual([200, 'next']);
  });

  it('may stay what it is though there is no such branch', async () => {
    const { body: { id } } = await api.post<ProjectResponse>('/projects', { name: 'Elsewhere', default_branch: 'trunk' });
    await commit(id);
    expect((await api.put(`/projects/${id}`, { default_branch: 'trunk', build_timeout: 60 })).status).toBe(200);
  });
});

describe('commits', () => {
  it('are made, listed and found by sha and by branch', async () => {
    const id = await makeProject(api);
    const made = await commit(id);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ title: 'Add a file', author_name: 'root', message: 'Add a file\n\nwith a reason' });
    expect(made.body.short_id).toBe(made.body.id.slice(0, 8));
    const list = await api.get<CommitResponse[]>(`/projects/${id}/repository/commits?per_page=1`);
    expect(list.body).toEqual([made.body]);
    expect(list.headers.get('link')).toContain('rel="next"');
    const all = await api.get<CommitResponse[]>(`/projects/${id}/repository/commits?ref_name=main`);
    expect(all.body.map(({ id: sha }) => sha)).toEqual([made.body.id, made.body.parent_ids[0]]);
    expect((await api.get(`/projects/${id}/repository/commits/${made.body.id}`)).body).toEqual(made.body);
    expect((await api.get(`/projects/${id}/repository/commits/main`)).body).toEqual(made.body);
  });

  it('are found by the beginning of their sha, and as HEAD', async () => {
    const id = await makeProject(api);
    const { body: head } = await api.get<{ id: string; short_id: string }>(`/projects/${id}/repository/commits/main`);
    for (const ref of [head.short_id, head.id.slice(0, 7), 'HEAD']) {
      const { body } = await api.get<{ id: string }>(`/projects/${id}/repository/commits/${ref}`);
      expect(body.id).toBe(head.id);
    }
    const shorter = await api.get(`/projects/${id}/repository/commits/${head.id.slice(0, 6)}`);
    expect(shorter.status).toBe(404);
  });

  it('start branches', async () => {
    const id = await makeProject(api);
    const made = await commit(id, { branch: 'feature/x', start_branch: 'main', author_name: 'Ann' });
    expect(made.body.author_name).toBe('Ann');
    const branches = await api.get<BranchResponse[]>(`/projects/${id}/repository/branches`);
    expect(branches.body.map((branch) => [branch.name, branch.default])).toEqual([
      ['feature/x', false],
      ['main', true],
    ]);
    const [first, second, found] = await Promise.all(
      ['per_page=1', 'per_page=1&page=2', 'search=FEAT'].map((query) => api.get<BranchResponse[]>(`/projects/${id}/repository/branches?${query}`)),
    );
    expect([first, second, found].map((page) => page?.body.map(({ name }) => name))).toEqual([['feature/x'], ['main'], ['feature/x']]);
    expect([first, second].map((page) => page?.headers.get('x-next-page'))).toEqual(['2', '']);
    const branch = await api.get<BranchResponse>(`/projects/${id}/repository/branches/feature%2Fx`);
    expect(branch.body.commit.id).toBe(made.body.id);
  });

  it('hold files, written as text or base64', async () => {
    const id = await makeProject(api);
    const content = Buffer.from('größer\n').toString('base64');
    await commit(id, { actions: [{ action: 'create', file_path: 'docs/b.txt', content, encoding: 'base64' }] });
    const file = await api.get<string>(`/projects/${id}/repository/files/docs%2Fb.txt/raw?ref=main`);
    expect([file.status, file.body, file.headers.get('content-type')]).toEqual([200, 'größer\n', 'text/plain; charset=utf-8']);
    expect((await api.get(`/projects/${id}/repository/files/none/raw`)).body).toEqual({ message: '404 File Not Found' });
    const elsewhere = await api.get(`/projects/${id}/repository/files/docs%2Fb.txt/raw?ref=gone`);
    expect([elsewhere.status, elsewhere.body]).toEqual([404, { message: '404 Commit Not Found' }]);
  });

  it.each(['Z3LDtsOfZXI', 'Z3LDts\r\nOfZX\tI= \n', ''])('take base64 with breaks and without padding: %j', async (content) => {
    const id = await makeProject(api);
    await commit(id, { actions: [{ action: 'create', file_path: 'a', content, encoding: 'base64' }] });
    expect((await api.get(`/projects/${id}/repository/files/a/raw`)).body).toBe(content && 'größer');
  });

  it.each<[object, object]>([
    [{ actions: undefined }, { error: 'actions is missing' }],
    [{ actions: [] }, { error: 'actions is empty' }],
    [{ actions: ['x'] }, { error: expect.stringContaining('actions') }],
    [{ actions: [{ action: 'chmod', file_path: 'a' }] }, { error: 'actions[0][action] does not have a valid value' }],
    [{ actions: [{ action: 'create' }] }, { error: 'actions[0][file_path] is missing' }],
    [
      { actions: [{ action: 'create', file_path: 'a', content: '/w==', encoding: 'base64' }] },
      { error: 'actions[0][content] is invalid' },
    ],
    ...['!!!', 'YQ==YQ==', 'YQ=', 'Y', 'YWJj-_'].map((content): [object, object] => [
      { actions: [{ action: 'create', file_path: 'a', content, encoding: 'base64' }] },
      { error: 'actions[0][content] is invalid' },
    ]),
    ...['a b', 'a..b', 'a//b', 'a/.b', 'a@{b', 'x.lock', 'x.lock/y', '-x', 'x.', '@', 'HEAD', 'a'.repeat(40)].map(
      (branch): [object, object] => [{ branch }, { error: 'branch is invalid' }],
    ),
    ...['../a', 'a/../b', './a', 'a//b', '/a', 'a/', '.git/config', 'a/.GIT', 'a\nb'].map(
      (file_path): [object, object] => [{ actions: [{ action: 'create', file_path }] }, { error: 'actions[0][file_path] is invalid' }],
    ),
    [
      { actions: [{ action: 'create', file_path: 'a/b' }, { action: 'create', file_path: 'a' }] },
      { message: 'A directory with this name already exists' },
    ],
    [
      { actions: [{ action: 'create', file_path: '.gitlab-ci.yml/b' }] },
      { message: 'A directory with this name already exists' },
    ],
    [{ branch: '' }, { error: 'branch is empty' }],
    [{ commit_message: undefined }, { error: 'commit_message is missing' }],
    [{ branch: 'none' }, { message: 'You can only create or edit files when you are on a branch' }],
    [{ start_branch: 'main' }, { message: "A branch called 'main' already exists. Switch to that branch in order to make changes" }],
    [{ branch: 'new', start_branch: 'none' }, { message: "Cannot find start_branch 'none'" }],
    [
      { actions: [{ action: 'create', file_path: '.gitlab-ci.yml', content: '' }] },
      { message: 'A file with this name already exists' },
    ],
    [{ actions: [{ action: 'delete', file_path: 'none' }] }, { message: "A file with this name doesn't exist" }],
  ])('are refused: %j', async (input, body) => {
    const answer = await commit(await makeProject(api), input);
    expect([answer.status, answer.body]).toEqual([400, body]);
  });

  it.each(['commits/none', 'commits/' + '0'.repeat(40), 'branches/none', 'commits?ref_name=none'])(
    'are not found: %s',
    async (path) => {
      const answer = await api.get(`/projects/${await makeProject(api)}/repository/${path}`);
      expect(answer.status).toBe(404);
      expect(Object.values(answer.body as object)[0]).toMatch(/^404 (Commit|Branch) Not Found$/);
    },
  );
});

describe('the files of a branch', () => {
  const write = async (id: number, ...actions: readonly object[]): Promise<readonly unknown[]> => {
    const { status, body } = await commit(id, { actions });
    return status === 201 ? [201] : [status, body];
  };
  const holding = async (files: string): Promise<number> => {
    const id = await makeProject(api);
    await api.pool.query(`UPDATE commits SET files = ${files} WHERE project_id = $1`, [id]);
    return id;
  };
  const create = (file_path: string, content = ''): object => ({ action: 'create', file_path, content });

  it('are at most 10,000', async () => {
    const id = await holding("(SELECT jsonb_object_agg('d/' || n, '') FROM generate_series(1, 9999) n)");
    expect(await write(id, create('last'))).toEqual([201]);
    expect(await write(id, create('more'))).toEqual([400, { message: 'A branch can have at most 10000 files' }]);
    expect(await write(id, create('d'), { action: 'delete', file_path: 'd/1' })).toEqual([400, { message: 'A directory with this name already exists' }]);
    expect(await write(id, { action: 'delete', file_path: 'd/1' }, create('more'))).toEqual([201]);
  });

  it('have at most 8 MiB, paths included, however few each commit adds', async () => {
    const id = await holding("jsonb_build_object('a', repeat('x', 8 * 1024 * 1024 - 5))");
    expect(await write(id, create('b', 'ü'))).toEqual([201]);
    const message = 'The files of a branch can have at most 8388608 bytes together, their paths included';
    expect(await write(id, create('cc'))).toEqual([400, { message }]);
    expect(await write(id, create('c'))).toEqual([201]);
    expect(await write(id, create('d'), { action: 'delete', file_path: 'a' })).toEqual([201]);
  });
});

it('takes null for absent', async () => {
  const input = { name: 'Nothing Given', default_branch: null, build_timeout: null };
  const { status, body } = await api.post<ProjectResponse>('/projects', input);
  expect([status, body.default_branch, body.build_timeout]).toEqual([201, 'main', 3_600]);
});

it('finds projects by a part of their name or path', async () => {
  await api.post('/projects', { name: 'Über 100% Needle', path: 'hay.stack' });
  const names = async (search: string): Promise<string[]> =>
    (await api.get<ProjectResponse[]>(`/projects?search=${encodeURIComponent(search)}`)).body.map(({ name }) => name);
  for (const search of ['needle', '100%', 'HAY.ST']) expect(await names(search)).toEqual(['Über 100% Needle']);
  expect(await names('100%needle')).toEqual([]);
  expect(await names('root/')).toEqual([]);
});

it.each([
  [true, 'actions is invalid'],
  [[[]], 'actions[0] is invalid'],
])('refuses %j for actions', async (actions, error) => {
  const { body } = await api.post<ProjectResponse>('/projects', { name: `Refused ${String(actions)}` });
  const input = { branch: 'main', commit_message: 'm', actions };
  const answer = await api.post(`/projects/${body.id}/repository/commits`, input);
  expect([answer.status, answer.body]).toEqual([400, { error }]);
});
