/** Proves that lists of projects show what was asked for, in the order that was asked for, and refuse what they cannot do. */
import type { ProjectResponse } from '@holdpoint/pipeline-contract';
import { as, makeToken, makeUser } from '../test-access.fixture';
import { TestApi } from '../test-api.fixture';

let api: TestApi;
let ids: readonly number[];
let ann: string;
beforeAll(async () => {
  api = await TestApi.start();
  const { id: annId } = await makeUser(api);
  ann = await makeToken(api, annId);
  const make = async (input: object, token?: string): Promise<number> =>
    (await api.post<ProjectResponse>('/projects', input, token === undefined ? {} : as(token))).body.id;
  ids = [await make({ name: 'Beta', path: 'a' }), await make({ name: 'Alpha', path: 'c' }), await make({ name: 'Gamma', path: 'b' }, ann)];
  await api.post(`/projects/${ids[0]}/members`, { user_id: annId, access_level: 30 });
});
afterAll(() => api.stop());

/** Which of the projects a list has, in its order, and its total. */
async function found(query: string, token?: string): Promise<readonly [number[], string | null]> {
  const { body, headers } = await api.get<ProjectResponse[]>(`/projects?${query}`, token === undefined ? {} : as(token));
  return [body.map(({ id }) => ids.indexOf(id)), headers.get('x-total')];
}

it.each([
  ['', [2, 1, 0]],
  ['sort=asc', [0, 1, 2]],
  ['order_by=id&sort=desc', [2, 1, 0]],
  ['order_by=name&sort=asc', [1, 0, 2]],
  ['order_by=name', [2, 0, 1]],
  ['order_by=path&sort=asc', [0, 2, 1]],
  ['order_by=created_at', [2, 1, 0]],
  ['owned=true', [1, 0]],
  ['membership=true', [1, 0]],
  ['owned=false&membership=false&starred=false&topic=', [2, 1, 0]],
  ['visibility=private&archived=false', [2, 1, 0]],
  ['visibility=public', []],
  ['archived=true', []],
  ['search=amm', [2]],
])('an admin finds by %s', async (query, expected) => {
  expect(await found(query)).toEqual([expected, String(expected.length)]);
});

it.each([
  ['', [2, 0]],
  ['owned=true', [2]],
  ['membership=true', [2, 0]],
  ['min_access_level=30', [2, 0]],
  ['min_access_level=40', [2]],
  ['order_by=name&sort=asc', [0, 2]],
])('a member finds by %s', async (query, expected) => {
  expect(await found(query, ann)).toEqual([expected, String(expected.length)]);
});

it('reads on from a number, and up to one', async () => {
  expect(await found(`id_after=${ids[0]}`)).toEqual([[2, 1], '2']);
  expect(await found(`id_before=${ids[2]}&order_by=id&sort=asc`)).toEqual([[0, 1], '2']);
  expect(await found(`id_after=${ids[0]}&id_before=${ids[2]}`)).toEqual([[1], '1']);
  expect(await found('order_by=name&sort=asc&per_page=1&page=2')).toEqual([[0], '3']);
});

it.each([
  ['order_by=star_count', 'order_by does not have a valid value'],
  ['sort=up', 'sort does not have a valid value'],
  ['visibility=secret', 'visibility does not have a valid value'],
  ['id_after=x', 'id_after is invalid'],
  ['owned=perhaps', 'owned is invalid'],
  ['starred=true', 'starred is not supported'],
  ['topic=ci', 'topic is not supported'],
  ['last_activity_after=2026-01-01', 'last_activity_after is not supported'],
])('refuses %s', async (query, error) => {
  const { status, body } = await api.get(`/projects?${query}`);
  expect([status, body]).toEqual([400, { error }]);
});
