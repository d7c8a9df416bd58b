/** Proves that users are found by what was asked for, and shown no further than to whom they are. */
import type { NewProjectTokenResponse, UserResponse } from '@holdpoint/pipeline-contract';
import { as, makeToken, makeUser } from '../test-access.fixture';
import { TestApi } from '../test-api.fixture';
import { makeProject } from '../test-project.fixture';

let api: TestApi;
let ann: UserResponse;
beforeAll(async () => {
  api = await TestApi.start();
  ann = (await api.post<UserResponse>('/users', { username: 'ann', name: 'Änne 100%' })).body;
  const { body } = await api.post<UserResponse>('/users', { username: 'bea_1', name: 'Bea' });
  await api.post(`/users/${body.id}/block`);
});
afterAll(() => api.stop());

it.each([
  ['', ['bea_1', 'ann', 'root']],
  ['active=true', ['ann', 'root']],
  ['blocked=true', ['bea_1']],
  ['active=true&blocked=true', []],
  ['active=false&blocked=false', ['bea_1', 'ann', 'root']],
  ['search=NN', ['ann']],
  ['search=0%25', ['ann']],
  ['search=_', ['bea_1']],
  ['search=min', ['root']],
  ['username=BEA_1&active=true', []],
  ['username=bea_1&blocked=1', ['bea_1']],
  ['search=&external=false&order_by=', ['bea_1', 'ann', 'root']],
])('lists users by %s, and counts them', async (query, names) => {
  const { body, headers } = await api.get<UserResponse[]>(`/users?${query}`);
  expect([body.map(({ username }) => username), headers.get('x-total')]).toEqual([names, String(names.length)]);
});

it.each(['order_by=name', 'sort=asc', 'external=true', 'created_after=2026-01-01', 'without_projects=1'])('refuses %s', async (query) => {
  const { status, body } = await api.get(`/users?${query}`);
  expect([status, body]).toEqual([400, { error: `${query.split('=')[0]} is not supported` }]);
});

it('shows one user, to themselves and admins in full', async () => {
  const path = `/users/${ann.id}`;
  const other = as(await makeToken(api, (await makeUser(api)).id));
  const { body: shown } = await api.get(path, other);
  expect(shown).toEqual({ id: ann.id, username: 'ann', name: 'Änne 100%', state: 'active', locked: false, avatar_url: null, web_url: expect.any(String) });
  const full = { ...(shown as object), is_admin: false, bot: false, external: false, email: 'ann@holdpoint.invalid', created_at: expect.any(String) };
  expect((await api.get(path)).body).toEqual(full);
  expect((await api.get(path, as(await makeToken(api, ann.id)))).body).toEqual(full);
});

it('shows no bots, as if they were not there', async () => {
  const { body: bot } = await api.post<NewProjectTokenResponse>(`/projects/${await makeProject(api)}/access_tokens`, { name: 'bot', scopes: ['api'] });
  for (const id of [bot.user_id, 999_999, '99999999999999999999']) {
    const { status, body } = await api.get(`/users/${id}`);
    expect([status, body]).toEqual([404, { message: '404 User Not Found' }]);
  }
  expect((await api.get('/users/ann')).status).toBe(400);
});
