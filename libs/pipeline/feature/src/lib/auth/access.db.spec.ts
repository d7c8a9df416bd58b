/** Proves that nothing but health and the document is open: no route without a token, no page of another origin. */
import { TestApi, TOKEN } from '../test-api.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const guarded = (): [string, string][] =>
  api.routes
    .filter(({ method, url }) => method !== 'OPTIONS' && url.startsWith('/api/v4'))
    .map(({ method, url }) => [method, url.replaceAll(/:\w+/g, '1').replace('/api/v4', '')]);

const CREDENTIALS: readonly Record<string, string>[] = [
  { 'private-token': '' },
  { 'private-token': 'wrong' },
  { 'private-token': `${TOKEN} ` + 'x' },
  { 'private-token': '', authorization: `Basic ${TOKEN}` },
  { 'private-token': '', authorization: 'Bearer wrong' },
  { 'private-token': '', 'job-token': TOKEN },
];

it('refuses every route without a good token, byte for byte alike', async () => {
  expect(guarded().length).toBeGreaterThan(25);
  for (const [method, path] of guarded()) {
    for (const headers of CREDENTIALS) {
      const answer = await api.send(method, path, undefined, headers);
      expect([method, path, answer.status, answer.body]).toEqual([method, path, 401, { message: '401 Unauthorized' }]);
    }
  }
});

it.each(['private_token', 'access_token', 'job_token'])('does not take a token out of the address as %s, and says so whether it is one or not', async (name) => {
  for (const token of [TOKEN, 'wrong', '']) {
    for (const [method, path] of [['GET', '/user'], ['GET', '/projects/1'], ['POST', '/projects']] as const) {
      const answer = await api.send(method, `${path}?${name}=${token}`, undefined, { 'private-token': '' });
      expect([answer.status, answer.headers.get('x-error-code'), answer.body]).toEqual([
        401,
        'token_in_address',
        { message: '401 Unauthorized - A token in the address is not taken' },
      ]);
    }
  }
  expect((await api.get(`/user?${name}=wrong`)).status).toBe(200);
  expect((await api.get(`/user?${name}=${TOKEN}`, { 'private-token': 'wrong' })).body).toEqual({ message: '401 Unauthorized' });
});

it('takes the token in either header', async () => {
  expect((await api.get('/user')).body).toMatchObject({ id: 1, username: 'root', is_admin: true });
  expect((await api.get('/user', { 'private-token': '', authorization: `Bearer ${TOKEN}` })).status).toBe(200);
});

it('leaves health and the version as clients need them', async () => {
  const origin = new URL(api.base).origin;
  for (const path of ['/-/liveness', '/-/readiness']) {
    const response = await fetch(origin + path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await response.json()).toMatchObject({ status: 'ok' });
  }
  expect((await api.get<{ version: string }>('/version')).body.version).toMatch(/^\d+\.\d+\.\d+/);
  expect((await api.get('/metadata')).body).toMatchObject({ kas: { enabled: false }, enterprise: false });
});

describe('pages of other origins', () => {
  const ask = (origin: string): Promise<Response> =>
    fetch(`${api.base}/version`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'private-token' },
    });

  it('may call when they were named', async () => {
    const response = await ask('http://ui.test');
    expect(response.headers.get('access-control-allow-origin')).toBe('http://ui.test');
    expect(response.headers.get('access-control-allow-headers')).toContain('private-token');
    expect(response.status).toBe(204);
  });

  it('may not call otherwise', async () => {
    expect((await ask('http://evil.test')).headers.get('access-control-allow-origin')).not.toBe('http://evil.test');
    const answer = await api.get('/version', { origin: 'http://evil.test' });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

it.each(['{"ref":', `{"ref":"${'a'.repeat(5 << 20)}"}`])('refuses a stranger before a body is read', async (body) => {
  const headers = { 'private-token': 'nobody', 'content-type': 'application/json' };
  expect((await api.send('POST', '/projects', body, headers)).status).toBe(401);
});
