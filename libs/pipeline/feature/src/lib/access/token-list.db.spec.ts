/** Proves that a list of tokens shows those that were asked for, and that a filter it does not know is not passed over. */
import type { NewProjectTokenResponse, NewTokenResponse, TokenResponse } from '@holdpoint/pipeline-contract';
import { as, makeToken, makeUser } from '../test-access.fixture';
import { TestApi, type Answer } from '../test-api.fixture';
import { makeProject } from '../test-project.fixture';

let api: TestApi;
let ann: number;
let annsToken: string;
beforeAll(async () => {
  api = await TestApi.start();
  ann = (await makeUser(api)).id;
  annsToken = await makeToken(api, ann);
  for (const name of ['Deploy 100%', 'revoked', 'expired']) await api.post<NewTokenResponse>(personal(ann), { name, scopes: ['api'] });
  const byName = new Map((await list(`?user_id=${ann}`)).body.map(({ id, name }) => [name, id]));
  await api.send('DELETE', `/personal_access_tokens/${byName.get('revoked')}`);
  await api.pool.query('UPDATE access_tokens SET expires_at = holdpoint_now() WHERE id = $1', [byName.get('expired')]);
});
afterAll(() => api.stop());

const personal = (userId: number): string => `/users/${userId}/personal_access_tokens`;
const list = (query: string, token?: string): Promise<Answer<TokenResponse[]>> =>
  api.get<TokenResponse[]>(`/personal_access_tokens${query}`, token === undefined ? {} : as(token));

it.each([
  ['', ['expired', 'revoked', 'Deploy 100%', 'test']],
  ['&state=active', ['Deploy 100%', 'test']],
  ['&state=inactive', ['expired', 'revoked']],
  ['&revoked=true', ['revoked']],
  ['&revoked=false&state=inactive', ['expired']],
  ['&search=0%25', ['Deploy 100%']],
  ['&search=DEPLOY', ['Deploy 100%']],
  ['&search=0%25D', []],
  ['&search=&state=active&revoked=&sort=&last_used_after=', ['Deploy 100%', 'test']],
])('shows a user’s tokens by %s, and counts them', async (query, names) => {
  const { body, headers } = await list(`?user_id=${ann}${query}`);
  expect([body.map(({ name }) => name), headers.get('x-total')]).toEqual([names, String(names.length)]);
  expect((await list(`?${query.slice(1)}`, annsToken)).body).toEqual(body);
  expect((await list(`?user_id=${ann}${query}`, annsToken)).body).toEqual(body);
});

it('shows nobody the tokens of others, nor whether there is such a user', async () => {
  for (const userId of [1, 999_999]) {
    const { status, headers, body } = await list(`?user_id=${userId}`, annsToken);
    expect([status, headers.get('x-error-code'), body]).toEqual([401, 'token_out_of_reach', { message: '401 Unauthorized' }]);
  }
  expect((await list('?user_id=999999')).body).toEqual([]);
});

it.each([
  ['state=all', 'state does not have a valid value'],
  ['revoked=perhaps', 'revoked is invalid'],
  ['user_id=ann', 'user_id is invalid'],
  ['last_used_before=2026-01-01&sort=name_asc', 'last_used_before is not supported, sort is not supported'],
])('refuses %s', async (query, error) => {
  const { status, body } = await list(`?${query}`);
  expect([status, (body as unknown as { error: string }).error.split(', ').sort().join(', ')]).toEqual([400, error]);
});

it('shows those of a project in the same way', async () => {
  const path = `/projects/${await makeProject(api)}/access_tokens`;
  const names = async (query: string): Promise<string[]> => (await api.get<TokenResponse[]>(path + query)).body.map(({ name }) => name);
  const { body } = await api.post<NewProjectTokenResponse>(path, { name: 'old', scopes: ['api'] });
  await api.post(path, { name: 'new', scopes: ['api'] });
  await api.send('DELETE', `${path}/${body.id}`);
  expect([await names(''), await names('?state=active'), await names('?state=inactive'), await names('?search=EW')]).toEqual([['new', 'old'], ['new'], ['old'], ['new']]);
});
