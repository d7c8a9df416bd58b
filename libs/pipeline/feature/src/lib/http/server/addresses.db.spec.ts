/** Proves how the API takes addresses that are nearly right: with a slash at the end, or with a method that they do not have. */
import { request } from 'node:http';
import { as, makeToken, makeUser } from '../../test-access.fixture';
import { TestApi, TOKEN } from '../../test-api.fixture';
import { makeProject } from '../../test-project.fixture';

let api: TestApi;
let id: number;
beforeAll(async () => {
  api = await TestApi.start();
  id = await makeProject(api);
});
afterAll(() => api.stop());

it('does not mind a slash at the end', async () => {
  expect((await api.get<{ id: number }>(`/projects/${id}/`)).body.id).toBe(id);
  const list = await api.get<object[]>('/projects/?per_page=1');
  expect([list.status, list.body.length]).toEqual([200, 1]);
  expect(list.headers.get('link')).toContain('/api/v4/projects/?per_page=1');
  const made = await api.post<{ ref: string }>(`/projects/${id}/pipeline/`, { ref: 'main' });
  expect([made.status, made.body.ref]).toEqual([201, 'main']);
  expect((await api.get('/nowhere/')).status).toBe(404);
});

it.each([
  ['GET', () => `/projects/${id}`, 200],
  ['GET', () => `/projects/${id}/?x=/`, 200],
  ['PATCH', () => `/projects/${id}`, 405],
  ['GET', () => '/nowhere/', 404],
])('does not mind if a target names its host too: %s', async (method, path, status) => {
  for (const origin of ['', 'http://any.example', 'HTTPS://any.example:8443']) expect(await statusOf(method, `${origin}/api/v4${path()}`)).toBe(status);
});

function statusOf(method: string, target: string): Promise<number | undefined> {
  const { hostname: host, port } = new URL(api.base);
  return new Promise((resolve, reject) => {
    request({ host, port, method, path: target, headers: { 'private-token': TOKEN }, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end();
  });
}

it.each([
  ['PATCH', () => `/projects/${id}`, 'DELETE, GET, HEAD, PUT'],
  ['DELETE', () => `/projects/${id}/pipelines/`, 'GET, HEAD'],
  ['GET', () => `/projects/${id}/pipeline?ref=main`, 'POST'],
  ['PUT', () => '/projects/nobody%2Fnothing/pipelines/1/cancel', 'POST'],
])('answers %s where there are other methods with those', async (method, path, allowed) => {
  const strangers = as(await makeToken(api, (await makeUser(api)).id));
  for (const headers of [{}, strangers, { 'private-token': '' }]) {
    const answer = await api.send(method, path(), undefined, headers);
    expect([answer.status, answer.body, answer.headers.get('allow')]).toEqual([405, { error: '405 Not Allowed' }, `OPTIONS, ${allowed}`]);
    expect(await askOptions(path(), headers)).toEqual([204, '', `OPTIONS, ${allowed}`]);
  }
});

async function askOptions(path: string, headers: Record<string, string>): Promise<unknown> {
  const answer = await fetch(`${api.base}${path}`, { method: 'OPTIONS', headers });
  return [answer.status, await answer.text(), answer.headers.get('allow')];
}

it.each(['/nowhere', '/projects/1/nowhere', '/projects/1/jobs/2/3/4'])('answers 404 at %s', async (path) => {
  for (const method of ['GET', 'POST', 'PATCH', 'OPTIONS']) expect((await api.send(method, path)).status).toBe(404);
});
