/** Proves the routes of projects over HTTP, and each refusal in GitLab's form. */
import type { CommitResponse, ProjectResponse } from '@holdpoint/pipeline-contract';
import { as, makeToken, makeUser } from '../test-access.fixture';
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
      'name, description, default_branch, build_timeout, callback_match_policy, callback_parking_ttl, visibility are missing, at least one parameter must be provided',
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

it('is described in words that can be changed and taken away', async () => {
  const { body: made } = await api.post<ProjectResponse>('/projects', { name: 'Described', description: 'Deploys podinfo', initialize_with_readme: true });
  expect((await api.get<ProjectResponse>(`/projects/${made.id}`)).body.description).toBe('Deploys podinfo');
  for (const description of ['Something else', '']) {
    await api.put(`/projects/${made.id}`, { description });
    expect((await api.get<ProjectResponse>(`/projects/${made.id}`)).body).toEqual({ ...made, description });
  }
  expect((await api.put(`/projects/${made.id}`, { description: 'x'.repeat(2_001) })).status).toBe(400);
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

describe('what is not kept', () => {
  it.each([
    [{ visibility: 'public' }, 'visibility does not have a valid value'],
    [{ ci_config_path: 'other.yml' }, 'ci_config_path is not supported'],
    [{ import_url: 'https://git.example/a.git' }, 'import_url is not supported'],
    [{ template_name: 'rails' }, 'template_name is not supported'],
  ])('is refused of a new project and of one that is there: %j', async (input, error) => {
    const made = await api.post('/projects', { name: 'Never made', ...input });
    const changed = await api.put(`/projects/${await makeProject(api)}`, { name: 'Never changed', ...input });
    for (const { status, body } of [made, changed]) expect([status, body]).toEqual([400, { error }]);
    expect((await api.get('/projects?search=never')).body).toEqual([]);
  });

  it('is another path of a project that is there', async () => {
    const { status, body } = await api.put(`/projects/${await makeProject(api)}`, { name: 'Moved', path: 'moved' });
    expect([status, body]).toEqual([400, { error: 'path is not supported' }]);
  });

  it('may be nothing, or what is so anyhow', async () => {
    const nothing = { ci_config_path: null, import_url: ' ', visibility: 'private' };
    expect((await api.post('/projects', { name: 'As it is', ...nothing })).status).toBe(201);
    expect((await api.put(`/projects/${await makeProject(api)}`, { visibility: 'private' })).status).toBe(200);
  });
});

it('has the number of its maker for its namespace, and is made in no other', async () => {
  const { id, username } = await makeUser(api);
  const token = await makeToken(api, id);
  const make = (input: object) => api.post<ProjectResponse>('/projects', input, as(token));
  for (const project of [await make({ name: 'Any' }), await make({ name: 'Own', namespace_id: id })]) {
    expect([project.status, project.body.namespace]).toEqual([201, { id, name: username, path: username, kind: 'user', full_path: username }]);
    expect((await api.get<ProjectResponse>(`/projects/${project.body.id}`)).body).toEqual(project.body);
  }
  expect((await api.get<ProjectResponse>(`/projects/${await makeProject(api)}`)).body.namespace).toMatchObject({ id: 1, path: 'root' });
  for (const namespace_id of [1, 999_999]) {
    const refused = await make({ name: 'Elsewhere', namespace_id });
    expect([refused.status, refused.body]).toEqual([400, { message: { namespace: ['is not valid'] } }]);
  }
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
