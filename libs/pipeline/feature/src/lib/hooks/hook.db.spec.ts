/** Proves that hooks are made, shown, changed and removed by their project alone, with a secret that is shown once. */
import type { ExternalHookResponse, HookDeliveryResponse, NewExternalHookResponse } from '@holdpoint/pipeline-contract';
import type { OpenAPIObject } from '@nestjs/swagger';
import { TestApi, type Answer } from '../test-api.fixture';
import { makePipeline, makeProject, WAITING_CONFIG } from '../test-project.fixture';

let api: TestApi;
let id: number;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());
beforeEach(async () => (id = await makeProject(api)));

const HOOK = { url: 'https://deploy.example/hooks', events: ['start', 'cancel'] };

const make = (more: object = {}, project = id): ReturnType<typeof api.post<NewExternalHookResponse>> =>
  api.post<NewExternalHookResponse>(`/projects/${project}/external_hooks`, { ...HOOK, ...more });

const put = (path: string, input: object): ReturnType<typeof api.send<ExternalHookResponse>> =>
  api.send<ExternalHookResponse>('PUT', path, JSON.stringify(input), { 'content-type': 'application/json' });

it('makes a hook and shows its secret once', async () => {
  const made = await make();
  expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
  const { secret, ...hook } = made.body;
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(hook).toEqual({
    id: expect.any(Number),
    project_id: id,
    ...HOOK,
    enabled: true,
    disabled_reason: null,
    previous_secret_expires_at: null,
    created_at: expect.stringMatching(/Z$/),
    updated_at: expect.stringMatching(/Z$/),
  });
  expect((await api.get(`/projects/${id}/external_hooks/${hook.id}`)).body).toEqual(hook);
  expect((await api.get(`/projects/${id}/external_hooks`)).body).toEqual([hook]);
});

it('keeps secrets encrypted, each for its own row', async () => {
  const given = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
  const hooks = [await make({ secret: given }), await make({ secret: given })];
  expect(hooks.map(({ body }) => body.secret)).toEqual([given, given]);
  const { rows } = await api.pool.query<{ row: string }>('SELECT external_hooks::text AS row FROM external_hooks WHERE project_id = $1', [id]);
  const text = rows.map(({ row }) => row).join();
  expect([rows.length, text.includes(given.slice(6)), text.includes(given)]).toEqual([2, false, false]);
});

it.each([
  [{ url: undefined }, 400, { error: 'url is missing' }],
  [{ url: '' }, 400, { error: 'url is empty' }],
  [{ url: `https://a.example/${'x'.repeat(2_048)}` }, 400, { error: 'url is too long (maximum is 2048 characters)' }],
  [{ events: undefined }, 400, { error: 'events is missing' }],
  [{ events: [] }, 400, { error: 'events is empty' }],
  [{ events: ['stop'] }, 400, { error: 'events does not have a valid value' }],
  [{ secret: 'whsec_short' }, 400, { error: 'secret is invalid: whsec_ followed by 24 to 64 bytes in Base64' }],
  [{ url: 'ftp://a.example' }, 422, { message: { url: ['is blocked: Only allowed schemes are http, https'] } }],
  [{ url: 'https://user:pw@a.example' }, 422, { message: { url: ['is blocked: User and password are not allowed in it'] } }],
  [{ url: 'http://127.1/' }, 422, { message: { url: ['is blocked: Requests to addresses that are not public are not allowed'] } }],
  [{ url: 'http://[::ffff:169.254.169.254]/' }, 422, { message: { url: ['is blocked: Requests to addresses that are not public are not allowed'] } }],
  [{ url: 'http://localhost:5432/' }, 422, { message: { url: ['is blocked: Requests to localhost are not allowed'] } }],
])('refuses %j', async (input, status, body) => {
  const answer = await make(input);
  expect([answer.status, answer.body]).toEqual([status, body]);
});

it('changes what is given, and refuses there what it refuses at first', async () => {
  const { body } = await make();
  const path = `/projects/${id}/external_hooks/${body.id}`;
  expect((await put(path, { enabled: false })).body).toMatchObject({ ...HOOK, enabled: false });
  expect((await put(path, { events: ['timeout'], url: 'http://other.example/' })).body).toMatchObject({
    url: 'http://other.example/',
    events: ['timeout'],
    enabled: false,
  });
  expect((await put(path, { url: 'http://10.0.0.1/' })).status).toBe(422);
  expect((await put(path, {})).status).toBe(200);
});

it('rotates a secret with a day in which both are valid', async () => {
  const { body: made } = await make();
  const rotated = await api.post<NewExternalHookResponse>(`/projects/${id}/external_hooks/${made.id}/rotate_secret`);
  expect([rotated.status, rotated.body.secret === made.secret]).toEqual([201, false]);
  const expires = Date.parse(rotated.body.previous_secret_expires_at ?? '') - Date.parse(rotated.body.updated_at);
  expect(expires).toBe(24 * 3_600_000);
});

it('keeps one old secret, and the document says so', async () => {
  const { body: made } = await make();
  const path = `/projects/${id}/external_hooks/${made.id}`;
  const stored = async (): Promise<readonly unknown[]> => {
    const { rows: [hook] } = await api.pool.query('SELECT secret, previous_secret FROM external_hooks WHERE id = $1', [made.id]);
    return [hook?.secret, hook?.previous_secret];
  };
  const [first] = await stored();
  await api.post(`${path}/rotate_secret`);
  const [second, beforeSecond] = await stored();
  await api.post(`${path}/rotate_secret`);
  expect([beforeSecond, (await stored())[1]]).toEqual([first, second]);
  const { body: document } = await api.get<OpenAPIObject>(`${new URL(api.base).origin}/api/openapi.json`);
  expect(document.paths['/api/v4/projects/{id}/external_hooks/{hook_id}/rotate_secret']?.post?.description).toContain('second rotation');
});

it('removes a hook with its deliveries', async () => {
  const { body } = await make();
  await makePipeline(api, id);
  const path = `/projects/${id}/external_hooks/${body.id}`;
  expect((await api.get<HookDeliveryResponse[]>(`${path}/deliveries`)).body).toHaveLength(1);
  const removed = await api.send('DELETE', path);
  expect([removed.status, removed.body]).toEqual([204, '']);
  expect((await api.get(path)).status).toBe(404);
  expect((await api.pool.query('SELECT FROM hook_deliveries WHERE hook_id = $1', [body.id])).rows).toEqual([]);
});

it('answers alike for a hook of another project and one that is not there', async () => {
  const { body: hook } = await make();
  const other = await makeProject(api);
  for (const hookId of [hook.id, 999_999]) {
    const path = `/projects/${other}/external_hooks/${hookId}`;
    for (const [method, rest] of [
      ['GET', ''],
      ['PUT', ''],
      ['DELETE', ''],
      ['POST', '/rotate_secret'],
      ['GET', '/deliveries'],
      ['POST', '/deliveries/1/redeliver'],
    ] as const) {
      const answer = await api.send(method, path + rest);
      expect([method, rest, answer.status, answer.body]).toEqual([method, rest, 404, { message: '404 Not found' }]);
    }
  }
  const missing = await api.post(`/projects/${id}/external_hooks/${hook.id}/deliveries/999999/redeliver`);
  expect([missing.status, missing.headers.get('x-error-code')]).toEqual([404, 'hook_delivery_not_found']);
});

it('has a limit, whoever comes at once', async () => {
  const answers = await Promise.all(Array.from({ length: 24 }, () => make()));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  expect(answers.find(({ status }) => status !== 201)?.body).toEqual({ message: { base: ['Maximum number of external hooks (20) exceeded'] } });
});

it('lists deliveries newest first, read on by a cursor', async () => {
  const config = `${WAITING_CONFIG}second:\n  stage: build\n  external: true\nthird:\n  stage: build\n  external: true\n`;
  const project = await makeProject(api, config);
  const { body: hook } = await make({}, project);
  await makePipeline(api, project);
  const seen: number[] = [];
  let next: string | undefined = `${api.base}/projects/${project}/external_hooks/${hook.id}/deliveries?per_page=2`;
  while (next) {
    const page: Answer<HookDeliveryResponse[]> = await api.get(next);
    seen.push(...page.body.map((delivery) => delivery.id));
    expect(page.body[0]).toMatchObject({ event: 'start', state: 'pending', attempts: 0, last_status: null, last_attempt_at: null });
    next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
  }
  expect([seen.length, [...seen].sort((a, b) => b - a)]).toEqual([3, seen]);
  const refused = await api.get(`/projects/${project}/external_hooks/${hook.id}/deliveries?cursor=x`);
  expect([refused.status, refused.body]).toEqual([400, { error: 'cursor is invalid' }]);
});
