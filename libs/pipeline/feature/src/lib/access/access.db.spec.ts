/** Users, members and tokens over HTTP: GitLab's shapes, and nobody gives more than they have. */
import type {
  MemberResponse,
  NewProjectTokenResponse,
  NewTokenResponse,
  PipelineResponse,
  ProjectTokenResponse,
  TokenResponse,
  UserResponse,
} from '@holdpoint/pipeline-contract';
import { as, makeMember, makeToken, makeUser } from '../test-access.fixture';
import { TestApi } from '../test-api.fixture';
import { makePipeline, makeProject } from '../test-project.fixture';

let api: TestApi;
let projectId: number;
beforeAll(async () => {
  api = await TestApi.start();
  projectId = await makeProject(api);
});
afterAll(() => api.stop());

const send = <T>(method: string, path: string, body?: object, token?: string) =>
  api.send<T>(method, path, body && JSON.stringify(body), {
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(token === undefined ? {} : as(token)),
  });

describe('users', () => {
  it('are made by admins, and are who their token says', async () => {
    const made = await api.post<UserResponse>('/users', { username: 'ann', name: 'Ann', admin: false });
    expect([made.status, made.body]).toEqual([
      201,
      expect.objectContaining({ username: 'ann', name: 'Ann', state: 'active', is_admin: false, bot: false, created_at: expect.any(String) }),
    ]);
    const token = await makeToken(api, made.body.id);
    expect((await api.get('/user', as(token))).body).toEqual(made.body);
    expect((await api.post('/users', { username: 'bob', name: 'Bob' }, as(token))).status).toBe(403);
  });

  it('have a name of their own, fit for addresses', async () => {
    await api.post('/users', { username: 'twice', name: 'x' });
    for (const username of ['twice', 'Twice']) {
      const again = await api.post('/users', { username, name: 'y' });
      expect([again.status, again.body]).toEqual([409, { message: 'Username has already been taken' }]);
    }
    for (const username of ['a/b', '-a', 'a b', '%2e', '']) {
      expect((await api.post('/users', { username, name: 'x' })).status).toBe(400);
    }
  });

  it('are listed and found by name, without bots', async () => {
    const { username, id } = await makeUser(api);
    await api.post(`/projects/${projectId}/access_tokens`, { name: 'bot', scopes: ['api'] });
    const found = await api.get<UserResponse[]>(`/users?username=${username}`, as(await makeToken(api, id)));
    expect(found.body).toEqual([{ id, username, name: expect.any(String), state: 'active', locked: false, avatar_url: null, web_url: expect.any(String) }]);
    expect((await api.get<UserResponse[]>(`/users?username=${username.toUpperCase()}`)).body).toEqual(found.body);
    expect(JSON.stringify((await api.get('/users?per_page=100')).body)).not.toContain('_bot_');
  });

  it('own what they make, and are shown as its makers', async () => {
    const { id, username } = await makeUser(api);
    const token = await makeToken(api, id);
    const project = await api.post<{ id: number; path_with_namespace: string }>('/projects', { name: 'Own' }, as(token));
    expect(project.body.path_with_namespace).toBe(`${username}/own`);
    expect((await api.get<MemberResponse[]>(`/projects/${project.body.id}/members`, as(token))).body).toMatchObject([{ id, access_level: 50 }]);
    await api.post(`/projects/${projectId}/members`, { user_id: id, access_level: 30 });
    const pipeline = await api.post<PipelineResponse>(`/projects/${projectId}/pipeline`, { ref: 'main' }, as(token));
    expect(pipeline.body.user).toMatchObject({ id, username });
    const [job] = (await api.get<{ user: UserResponse }[]>(`/projects/${projectId}/pipelines/${pipeline.body.id}/jobs`)).body;
    expect(job?.user).toEqual(pipeline.body.user);
    expect((await makePipeline(api, projectId)).user).toMatchObject({ id: 1, username: 'root', name: 'Administrator' });
  });
});

describe('members', () => {
  it('are added, changed and removed, and what they may do changes at once', async () => {
    const { id } = await makeUser(api);
    const token = await makeToken(api, id);
    const path = `/projects/${projectId}/members`;
    const level = async (): Promise<number> => (await api.get(`/projects/${projectId}/pipelines`, as(token))).status;
    expect(await level()).toBe(404);
    const added = await api.post<MemberResponse>(path, { user_id: id, access_level: 10 });
    expect([added.status, added.body]).toEqual([201, expect.objectContaining({ id, access_level: 10, membership_state: 'active', expires_at: null })]);
    expect(await level()).toBe(403);
    expect((await send('PUT', `${path}/${id}`, { access_level: 20 })).body).toEqual({ ...added.body, access_level: 20 });
    expect(await level()).toBe(200);
    expect(await send('DELETE', `${path}/${id}`)).toMatchObject({ status: 204, body: '' });
    expect(await level()).toBe(404);
  });

  it.each([
    [{}, 400, { error: 'access_level is missing' }],
    [{ access_level: 20 }, 400, { error: 'user_id, username are missing, exactly one parameter must be provided' }],
    [{ user_id: 1, username: 'root', access_level: 20 }, 400, { error: 'user_id, username are mutually exclusive' }],
    [{ user_id: '1,2', access_level: 20 }, 400, { error: 'user_id is invalid' }],
    [{ username: 'nobody', access_level: 20 }, 404, { message: '404 User Not Found' }],
    [{ user_id: 1, access_level: 25 }, 400, { error: 'access_level does not have a valid value' }],
    [{ user_id: 999_999, access_level: 20 }, 404, { message: '404 User Not Found' }],
    [{ user_id: 1, access_level: 20 }, 409, { message: 'Member already exists' }],
  ])('are not added by %j', async (input, status, body) => {
    const answer = await api.post(`/projects/${projectId}/members`, input);
    expect([answer.status, answer.body]).toEqual([status, body]);
  });

  it('are not added or changed for a time: access that was to end would stay', async () => {
    const { id } = await makeUser(api);
    const path = `/projects/${projectId}/members`;
    const refused = { status: 400, body: { error: 'expires_at is not supported' } };
    const until = { access_level: 20, expires_at: '2999-01-01' };
    expect(await api.post(path, { user_id: id, ...until })).toMatchObject(refused);
    expect(await api.send('POST', `${path}?user_id=${id}&access_level=20&expires_at=2999-01-01`)).toMatchObject(refused);
    expect((await send('PUT', `${path}/${id}`, { access_level: 20 })).status).toBe(404);
    for (const expires_at of ['', null]) {
      expect(await api.post(path, { user_id: id, access_level: 10, expires_at })).toMatchObject({ status: 201, body: { expires_at: null } });
      expect(await send('PUT', `${path}/${id}`, until)).toMatchObject(refused);
      expect(await send('PUT', `${path}/${id}`, { access_level: 15, expires_at })).toMatchObject({ status: 200, body: { access_level: 15 } });
      expect(await send('DELETE', `${path}/${id}`)).toMatchObject({ status: 204 });
    }
  });

  it('are not there when they are none', async () => {
    for (const [method, body] of [['PUT', { access_level: 20 }], ['DELETE']] as const) {
      const answer = await send(method, `/projects/${projectId}/members/999999`, body);
      expect([answer.status, answer.body]).toEqual([404, { message: '404 Not found' }]);
    }
  });

  it('give, change and take away no more than they have', async () => {
    const [maintainer, owner, dev] = [await makeMember(api, projectId, 40), await makeUser(api), await makeUser(api)];
    const path = `/projects/${projectId}/members`;
    await api.post(path, { user_id: owner.id, access_level: 50 });
    const refused = { status: 403, body: { message: '403 Forbidden - You may not give, change or take away an access level above your own' } };
    expect(await send('POST', path, { user_id: dev.id, access_level: 50 }, maintainer)).toMatchObject(refused);
    expect(await send('PUT', `${path}/${owner.id}`, { access_level: 10 }, maintainer)).toMatchObject(refused);
    expect(await send('DELETE', `${path}/${owner.id}`, undefined, maintainer)).toMatchObject(refused);
    expect(await send('POST', path, { user_id: dev.id, access_level: 40 }, maintainer)).toMatchObject({ status: 201 });
    expect(await send('PUT', `${path}/${dev.id}`, { access_level: 50 }, maintainer)).toMatchObject(refused);
    expect(await send('PUT', `${path}/${dev.id}`, { access_level: 50 }, await makeToken(api, owner.id))).toMatchObject({ status: 200 });
  });
});

describe('members and themselves', () => {
  it('go at any level, but take nobody with them below a maintainer, nor learn who is a member', async () => {
    const [ann, bob] = [await makeUser(api), await makeUser(api)];
    const path = `/projects/${projectId}/members`;
    for (const user_id of [ann.id, bob.id]) await api.post(path, { user_id, access_level: 10 });
    const [own, reading] = [await makeToken(api, ann.id), await makeToken(api, ann.id, ['read_api'])];
    expect((await send('DELETE', `${path}/${ann.id}`, undefined, reading)).status).toBe(403);
    expect((await send('DELETE', `${path}/${bob.id}`, undefined, own)).status).toBe(403);
    expect((await send('DELETE', `${path}/${(await makeUser(api)).id}`, undefined, own)).status).toBe(403);
    expect((await send('DELETE', `${path}/${ann.id}`, undefined, own)).status).toBe(204);
    expect((await api.get(`/projects/${projectId}`, as(own))).status).toBe(404);
  });

  it('keep whom the namespace belongs to, whoever asks', async () => {
    const { id: holder } = await makeUser(api);
    const token = await makeToken(api, holder);
    const { body: project } = await api.post<{ id: number }>('/projects', { name: 'Held' }, as(token));
    const path = `/projects/${project.id}/members`;
    const refused = { status: 403, body: { message: '403 Forbidden - The project is in the namespace of this user, who stays its owner' } };
    for (const asked of [token, undefined]) {
      expect(await send('DELETE', `${path}/${holder}`, undefined, asked)).toMatchObject(refused);
      expect(await send('PUT', `${path}/${holder}`, { access_level: 30 }, asked)).toMatchObject(refused);
    }
    expect((await api.get<MemberResponse[]>(path)).body).toMatchObject([{ id: holder, access_level: 50 }]);
  });
});

describe('personal tokens', () => {
  const path = (userId: number): string => `/users/${userId}/personal_access_tokens`;

  it('are shown once, end in a year and open what their scopes say', async () => {
    const { id } = await makeUser(api);
    const made = await api.post<NewTokenResponse>(path(id), { name: 'ci', scopes: ['read_api', 'read_api'] });
    expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const { token, ...rest } = made.body;
    expect(token).toMatch(/^hpat-[\w-]{43}$/);
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    expect(rest).toMatchObject({ name: 'ci', scopes: ['read_api'], user_id: id, active: true, revoked: false, expires_at: day(365) });
    const list = await api.get<TokenResponse[]>('/personal_access_tokens', as(token));
    expect(list.body).toEqual([rest]);
    const until = await api.post<NewTokenResponse>(path(id), { name: 'x', scopes: ['api'], expires_at: `${day(2)}T13:00:00Z` });
    expect(until.body.expires_at).toBe(day(2));
  });

  it('take their scopes with commas between them too', async () => {
    const { body } = await api.form<NewTokenResponse>(path(1), 'name=x&scopes=api,%20read_api');
    expect(body.scopes).toEqual(['api', 'read_api']);
    expect((await api.form(path(1), 'name=x&scopes=api,sudo')).body).toEqual({ error: 'scopes does not have a valid value' });
  });

  it.each([
    [{ scopes: ['api'] }, { error: 'name is missing' }],
    [{ name: 'x' }, { error: 'scopes is missing' }],
    [{ name: 'x', scopes: [] }, { error: 'scopes is empty' }],
    [{ name: 'x', scopes: ['sudo'] }, { error: 'scopes does not have a valid value' }],
    [{ name: 'x', scopes: ['api'], expires_at: 'soon' }, { error: 'expires_at is invalid' }],
    [{ name: 'x', scopes: ['api'], expires_at: '2020-01-01' }, { message: { expires_at: [expect.stringContaining('after today')] } }],
    [{ name: 'x', scopes: ['api'], expires_at: '2999-01-01' }, { message: { expires_at: [expect.stringContaining('365 days')] } }],
  ])('are not made of %j', async (input, body) => {
    expect(await api.post(path(1), input)).toMatchObject({ status: 400, body });
  });

  it('are made by oneself and by admins, who alone see those of all', async () => {
    const [ann, bob] = [await makeUser(api), await makeUser(api)];
    const token = await makeToken(api, ann.id);
    const own = await api.post<NewTokenResponse>(path(ann.id), { name: 'own', scopes: ['api'] }, as(token));
    expect(own.status).toBe(201);
    const [there, missing] = [await api.post(path(bob.id), { name: 'x', scopes: ['api'] }, as(token)), await api.post(path(999_999), { name: 'x', scopes: ['api'] }, as(token))];
    expect([there.status, there.body]).toEqual([403, { message: '403 Forbidden' }]);
    expect([missing.status, missing.body]).toEqual([403, { message: '403 Forbidden' }]);
    expect((await api.post(path(999_999), { name: 'x', scopes: ['api'] })).body).toEqual({ message: '404 User Not Found' });
    expect((await api.get<TokenResponse[]>('/personal_access_tokens', as(token))).body.map(({ user_id }) => user_id)).toEqual([ann.id, ann.id]);
    expect(new Set((await api.get<TokenResponse[]>('/personal_access_tokens')).body.map(({ user_id }) => user_id)).size).toBeGreaterThan(1);
    const foreign = await send('DELETE', `/personal_access_tokens/${own.body.id}`, undefined, await makeToken(api, bob.id));
    expect([foreign.status, foreign.body]).toEqual([404, { message: '404 Not found' }]);
    expect((await send('DELETE', `/personal_access_tokens/${own.body.id}`, undefined, own.body.token)).status).toBe(204);
    expect((await api.get('/user', as(own.body.token))).status).toBe(401);
  });
});

describe('a token itself', () => {
  const path = '/personal_access_tokens/self';

  it.each(['api', 'read_api'] as const)('is shown and revoked by who has it, with the scope %s', async (scope) => {
    const { id } = await makeUser(api);
    const [token, other] = [await makeToken(api, id, [scope]), await makeToken(api, id)];
    const { body } = await api.get<TokenResponse>(path, as(token));
    expect(body).toMatchObject({ user_id: id, scopes: [scope], active: true, revoked: false });
    expect(JSON.stringify(body)).not.toContain(token);
    expect(await send('DELETE', path, undefined, token)).toMatchObject({ status: 204, body: '' });
    expect([(await api.get(path, as(token))).status, (await api.get(path, as(other))).status]).toEqual([401, 200]);
  });

  it('may be that of a project', async () => {
    const { body: made } = await api.post<NewProjectTokenResponse>(`/projects/${projectId}/access_tokens`, { name: 'gone', scopes: ['read_api'] });
    expect((await api.get<TokenResponse>(path, as(made.token))).body).toMatchObject({ id: made.id, name: 'gone' });
    expect((await send('DELETE', path, undefined, made.token)).status).toBe(204);
    expect((await api.get(path, as(made.token))).status).toBe(401);
    expect((await api.get<MemberResponse[]>(`/projects/${projectId}/members?per_page=100`)).body.map(({ id }) => id)).not.toContain(made.user_id);
  });
});

describe('project tokens', () => {
  const path = (): string => `/projects/${projectId}/access_tokens`;

  it('are maintainers unless less is asked for, and act as bots', async () => {
    const made = await api.post<NewProjectTokenResponse>(path(), { name: 'deploy', scopes: ['api'] });
    const { token, ...rest } = made.body;
    expect([made.status, rest]).toEqual([201, expect.objectContaining({ name: 'deploy', access_level: 40, active: true })]);
    expect((await api.get('/user', as(token))).body).toMatchObject({ id: rest.user_id, bot: true, is_admin: false, name: 'deploy' });
    expect((await api.get<ProjectTokenResponse[]>(path(), as(token))).body).toContainEqual(rest);
    const reader = await api.post<NewProjectTokenResponse>(path(), { name: 'read', scopes: ['api'], access_level: 20 });
    expect((await api.post(`/projects/${projectId}/pipeline`, { ref: 'main' }, as(reader.body.token))).status).toBe(403);
    expect(await send('DELETE', `${path()}/${rest.id}`, undefined, token)).toMatchObject({ status: 204 });
    expect((await api.get('/user', as(token))).status).toBe(401);
    expect((await api.get<ProjectTokenResponse[]>(path())).body).toContainEqual({ ...rest, revoked: true, active: false, access_level: null });
  });

  it('are not above their maker', async () => {
    const input = { name: 'x', scopes: ['api'], access_level: 50 };
    const answer = await api.post(path(), input, as(await makeMember(api, projectId, 40)));
    expect([answer.status, answer.body]).toEqual([400, { message: expect.stringContaining('Access level of the token') }]);
    expect((await api.post(path(), input, as(await makeMember(api, projectId, 50)))).status).toBe(201);
  });

  it('are not revoked by who is below them', async () => {
    const made = await api.post<NewProjectTokenResponse>(path(), { name: 'x', scopes: ['api'], access_level: 50 });
    const revokedBy = async (level: 40 | 50) => send('DELETE', `${path()}/${made.body.id}`, undefined, await makeMember(api, projectId, level));
    expect(await revokedBy(40)).toMatchObject({ status: 403, body: { message: expect.stringContaining('an access level above your own') } });
    expect((await api.get('/user', as(made.body.token))).status).toBe(200);
    expect([(await revokedBy(50)).status, (await api.get('/user', as(made.body.token))).status]).toEqual([204, 401]);
  });

  it('are those of their project only, and no personal ones', async () => {
    const other = await makeProject(api);
    const made = await api.post<NewProjectTokenResponse>(path(), { name: 'mine', scopes: ['api'] });
    for (const elsewhere of [`/projects/${other}/access_tokens/${made.body.id}`, `/personal_access_tokens/${made.body.id}`]) {
      expect(await send('DELETE', elsewhere)).toMatchObject({ status: 404, body: { message: '404 Not found' } });
    }
    const added = await api.post(`/projects/${other}/members`, { user_id: made.body.user_id, access_level: 20 });
    expect([added.status, added.body]).toEqual([404, { message: '404 User Not Found' }]);
    expect((await api.get('/personal_access_tokens', as(made.body.token))).status).toBe(403);
  });
});

it('stores and repeats no token', async () => {
  const { body } = await api.post<NewTokenResponse>('/users/1/personal_access_tokens', { name: 'marked', scopes: ['api'] });
  const secret = body.token.slice('hpat-'.length);
  const tables = await api.pool.query<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`);
  for (const { name } of tables.rows) {
    const { rows } = await api.pool.query(`SELECT row_to_json(t)::text FROM "${name}" t`);
    expect([name, JSON.stringify(rows).includes(secret)]).toEqual([name, false]);
  }
  for (const path of ['/personal_access_tokens', '/user', '/users']) {
    expect(JSON.stringify((await api.get(path, as(body.token))).body)).not.toContain(secret);
  }
});
