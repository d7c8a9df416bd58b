/** Proves the routes of a repository over HTTP: commits, branches and files, and each refusal in GitLab's form. */
import type { BranchResponse, CommitDetailResponse, CommitResponse } from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { makeProject } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const commit = (id: number, more: object = {}): ReturnType<typeof api.post<CommitDetailResponse>> =>
  api.post<CommitDetailResponse>(`/projects/${id}/repository/commits`, {
    branch: 'main',
    commit_message: 'Add a file\n\nwith a reason',
    actions: [{ action: 'create', file_path: 'docs/a.txt', content: 'one' }],
    ...more,
  });

describe('commits', () => {
  it('are made, listed and found by sha and by branch', async () => {
    const id = await makeProject(api);
    const made = await commit(id);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ title: 'Add a file', author_name: 'root', message: 'Add a file\n\nwith a reason' });
    expect(made.body.short_id).toBe(made.body.id.slice(0, 8));
    const list = await api.get<CommitResponse[]>(`/projects/${id}/repository/commits?per_page=1`);
    const { project_id: projectId, status, last_pipeline: last, ...listed } = made.body;
    expect([projectId, status, last]).toEqual([id, null, null]);
    expect(list.body).toEqual([listed]);
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

  it.each([
    ['search=^FEAT', ['feature/x']],
    ['search=^eature', []],
    ['search=IN$', ['main']],
    ['search=mai$', []],
    ['search=a', ['feature/x', 'main']],
    ['search=%25', []],
  ])('are found by their branch: %s', async (query, names) => {
    const id = await makeProject(api);
    await commit(id, { branch: 'feature/x', start_branch: 'main' });
    const { body } = await api.get<BranchResponse[]>(`/projects/${id}/repository/branches?${query}`);
    expect(body.map(({ name }) => name)).toEqual(names);
    const refused = await api.get(`/projects/${id}/repository/branches?regex=^x`);
    expect([refused.status, refused.body]).toEqual([400, { error: 'regex is not supported' }]);
  });

  it('tell what has become of them', async () => {
    const id = await makeProject(api);
    const { body: pipeline } = await api.post<{ id: number }>(`/projects/${id}/pipeline`, { ref: 'main' });
    const { body } = await api.get<CommitDetailResponse>(`/projects/${id}/repository/commits/main`);
    expect(body).toMatchObject({ project_id: id, status: 'running', last_pipeline: { id: pipeline.id, project_id: id, status: 'running' } });
  });

  it.each([
    ['ref_name=main..feature', 'ref_name is a range, which is not supported'],
    ['author=ann', 'author is not supported'],
    ['path=docs', 'path is not supported'],
    ['since=2026-01-01', 'since is not supported'],
    ['until=2026-01-01', 'until is not supported'],
    ['all=true', 'all is not supported'],
  ])('are not listed where others would be meant: %s', async (query, error) => {
    const answer = await api.get(`/projects/${await makeProject(api)}/repository/commits?${query}`);
    expect([answer.status, answer.body]).toEqual([400, { error }]);
  });

  it('are listed by whatever changes nothing', async () => {
    const answer = await api.get<object[]>(`/projects/${await makeProject(api)}/repository/commits?first_parent=true&all=false&author=&order=topo`);
    expect([answer.status, answer.body.length]).toEqual([200, 1]);
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

  it('start branches from any commit of the project', async () => {
    const id = await makeProject(api);
    const [first, second] = [await commit(id), await commit(id, { actions: [{ action: 'delete', file_path: 'docs/a.txt' }] })];
    const actions = [{ action: 'update', file_path: 'docs/a.txt', content: 'two' }];
    const made = await commit(id, { branch: 'old', start_sha: first.body.id, actions });
    expect([made.status, made.body.parent_ids]).toEqual([201, [first.body.id]]);
    for (const [input, body] of [
      [{ start_sha: '0'.repeat(40) }, { message: `Cannot find start_sha '${'0'.repeat(40)}'` }],
      [{ start_sha: 'main' }, { error: 'start_sha is invalid' }],
      [{ start_sha: second.body.id, start_branch: 'main' }, { error: 'start_branch, start_sha are mutually exclusive' }],
    ]) {
      const refused = await commit(id, { branch: 'other', actions, ...input });
      expect([refused.status, refused.body]).toEqual([400, body]);
    }
  });

  it('keep the author that was given, and else have whoever made them', async () => {
    const id = await makeProject(api);
    const made = await commit(id, { author_name: 'Ann Lee', author_email: 'ann@example.org' });
    const ann = { author_name: 'Ann Lee', author_email: 'ann@example.org' };
    expect(made.body).toMatchObject(ann);
    expect((await api.get<CommitResponse>(`/projects/${id}/repository/commits/main`)).body).toMatchObject(ann);
    const { body: pipeline } = await api.post<{ id: number }>(`/projects/${id}/pipeline`, { ref: 'main' });
    const jobs = await api.get<{ commit: object }[]>(`/projects/${id}/pipelines/${pipeline.id}/jobs`);
    expect(jobs.body[0]?.commit).toMatchObject(ann);
    const other = await commit(id, { author_name: 'Ann Lee', actions: [{ action: 'delete', file_path: 'docs/a.txt' }] });
    expect(other.body).toMatchObject({ author_name: 'Ann Lee', author_email: 'root@holdpoint.invalid' });
  });

  it('change a file only as it was when it was read', async () => {
    const id = await makeProject(api);
    const [added] = [await commit(id), await commit(id, { actions: [{ action: 'create', file_path: 'other', content: '' }] })];
    const update = (last_commit_id: string, content: string): ReturnType<typeof commit> =>
      commit(id, { actions: [{ action: 'update', file_path: 'docs/a.txt', content, last_commit_id }] });
    const changed = await update(added.body.id, 'two');
    expect(changed.status).toBe(201);
    const message = 'You are attempting to update a file that has changed since you started editing it.';
    for (const refused of [
      await update(added.body.id, 'three'),
      await commit(id, { actions: [{ action: 'delete', file_path: 'docs/a.txt', last_commit_id: added.body.id }] }),
    ]) expect([refused.status, refused.body]).toEqual([400, { message }]);
    expect((await api.get(`/projects/${id}/repository/files/docs%2Fa.txt/raw`)).body).toBe('two');
    expect((await update(changed.body.id, 'three')).status).toBe(201);
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
    ...['a b', 'a..b', 'a//b', 'a/.b', 'a@{b', 'x.lock', 'x.lock/y', '-x', 'x.', '@', 'HEAD', 'a'.repeat(40), 'refs/heads/x', 'refs/tags/x'].map(
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
