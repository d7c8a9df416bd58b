/** Proves that members are found by name and number, and that each can be shown alone. */
import type { MemberResponse, NewProjectTokenResponse, UserResponse } from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { makeProject } from '../test-project.fixture';

let api: TestApi;
let path: string;
let users: readonly UserResponse[];
beforeAll(async () => {
  api = await TestApi.start();
  path = `/projects/${await makeProject(api)}/members`;
  const make = async (username: string, name: string): Promise<UserResponse> => (await api.post<UserResponse>('/users', { username, name })).body;
  users = [await make('ann', 'Änne 100%'), await make('bea_1', 'Bea')];
});
afterAll(() => api.stop());

it('are added by their name, in any case', async () => {
  for (const { id, username } of users) {
    const { status, body } = await api.post<MemberResponse>(path, { username: username.toUpperCase(), access_level: 30 });
    expect([status, body]).toMatchObject([201, { id, username, access_level: 30 }]);
  }
  expect((await api.post(path, { username: 'ann', access_level: 30 })).body).toEqual({ message: 'Member already exists' });
});

it('are persons when they are added by name', async () => {
  const tokens = path.replace('members', 'access_tokens');
  const { body: token } = await api.post<NewProjectTokenResponse>(tokens, { name: 'bot', scopes: ['api'], access_level: 20 });
  const { body: bot } = await api.get<MemberResponse>(`${path}/${token.user_id}`);
  await api.send('DELETE', `${tokens}/${token.id}`);
  expect((await api.post(path, { username: bot.username, access_level: 20 })).body).toEqual({ message: '404 User Not Found' });
});

it.each([
  ['', ['root', 'ann', 'bea_1']],
  ['query=NN', ['ann']],
  ['query=0%25', ['ann']],
  ['query=_', ['bea_1']],
  ['user_ids[]=1&user_ids[]=999999', ['root']],
  ['user_ids=1', ['root']],
  ['query=zz', []],
  ['query=&user_ids=&skip_users[]=', ['root', 'ann', 'bea_1']],
  ['user_ids[]=', ['root', 'ann', 'bea_1']],
])('are listed by %s, among all too', async (query, names) => {
  for (const address of [path, `${path}/all`]) {
    const { body, headers } = await api.get<MemberResponse[]>(`${address}?${query}`);
    expect([body.map(({ username }) => username), headers.get('x-total')]).toEqual([names, String(names.length)]);
  }
});

it('are listed by several numbers with commas', async () => {
  const { body } = await api.get<MemberResponse[]>(`${path}?user_ids=${users.map(({ id }) => id).join(',')}`);
  expect(body.map(({ username }) => username)).toEqual(['ann', 'bea_1']);
});

it.each([
  ['user_ids[]=x', 'user_ids is invalid'],
  ['user_ids[]=0', 'user_ids is invalid'],
  ['skip_users[]=1', 'skip_users is not supported'],
])('are not listed by %s', async (query, error) => {
  const { status, body } = await api.get(`${path}?${query}`);
  expect([status, body]).toEqual([400, { error }]);
});

it('are shown alone, or not there', async () => {
  const [first] = (await api.get<MemberResponse[]>(path)).body;
  for (const address of [path, `${path}/all`]) {
    expect((await api.get(`${address}/1`)).body).toEqual(first);
    const { status, body } = await api.get(`${address}/999999`);
    expect([status, body]).toEqual([404, { message: '404 Not found' }]);
  }
});
