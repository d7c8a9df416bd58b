/** Proves that nothing is done in the caller's own name that was meant to be done in another's. */
import type { ProjectResponse, UserResponse } from '@holdpoint/pipeline-contract';
import { as, makeToken, makeUser } from '../test-access.fixture';
import { TestApi } from '../test-api.fixture';
import { makeProject } from '../test-project.fixture';

let api: TestApi;
let projectId: number;
let other: UserResponse;
beforeAll(async () => {
  api = await TestApi.start();
  projectId = await makeProject(api);
  other = await makeUser(api);
});
afterAll(() => api.stop());

const REFUSED = [403, 'sudo_unsupported', { message: '403 Forbidden - Sudo is not offered here: nobody acts in the name of another' }];
const JSON_TYPE = { 'content-type': 'application/json' };

async function asked(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<readonly unknown[]> {
  const answer = await api.send(method, path, body, { ...(body === undefined ? {} : JSON_TYPE), ...headers });
  return [answer.status, answer.headers.get('x-error-code'), answer.body];
}

it('refuses every route by the header, the query or the body', async () => {
  const routes = api.routes.filter(({ method, url }) => method !== 'OPTIONS' && url.startsWith('/api/v4'));
  expect(routes.length).toBeGreaterThan(50);
  for (const { method, url } of routes) {
    const path = url.replace('/api/v4', '').replace(':id', String(projectId)).replaceAll(/:\w+/g, '1');
    expect([method, path, await asked(method, path, undefined, { sudo: other.username })]).toEqual([method, path, REFUSED]);
    expect([method, path, await asked(method, `${path}?sudo=${other.id}`)]).toEqual([method, path, REFUSED]);
    if (method !== 'GET') expect([method, path, await asked(method, path, '{"sudo":""}')]).toEqual([method, path, REFUSED]);
  }
});

it('leaves nothing behind', async () => {
  const input = JSON.stringify({ name: 'In whose name' });
  expect(await asked('POST', '/projects', input, { sudo: other.username })).toEqual(REFUSED);
  expect((await api.get<ProjectResponse[]>('/projects?search=whose')).body).toEqual([]);
});

it('asks who calls first, and tells nothing of projects', async () => {
  expect((await asked('GET', '/user', undefined, { sudo: 'root', ...as('nobody') }))[0]).toBe(401);
  const stranger = as(await makeToken(api, other.id));
  for (const id of [projectId, 999_999_999]) expect(await asked('GET', `/projects/${id}?sudo=1`, undefined, stranger)).toEqual(REFUSED);
});

it('takes null for absent', async () => {
  expect((await api.post('/projects', { name: 'Nobody’s name', sudo: null })).status).toBe(201);
});
