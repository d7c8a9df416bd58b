/** Proves that no input makes the API fail: every route is asked with whatever could hurt it, and answers below 500. */
import { get } from 'node:http';
import { TestApi, TOKEN, type Answer } from '../test-api.fixture';
import { makeWaiting } from '../test-project.fixture';

let api: TestApi;
let id: number;
let pipelineId: number;
let jobId: number;
beforeAll(async () => {
  api = await TestApi.start();
  const waiting = await makeWaiting(api);
  id = waiting.id;
  pipelineId = waiting.pipeline.id;
  jobId = waiting.wait.id;
});
afterAll(() => api.stop());

const TEXTS = [
  '%00',
  '%ED%A0%80',
  '%F0%9F',
  '..%2f..%2fetc',
  '%2F',
  '9999999999999999999999',
  '-1',
  '1e400',
  "1';DROP TABLE projects;--",
  '__proto__',
  'constructor',
  'a'.repeat(1500),
  '%25252F',
  '%0d%0aX-Injected:1',
];

const BODIES: readonly (readonly [name: string, body: string])[] = [
  ['nothing', ''],
  ['null', 'null'],
  ['a list', '[]'],
  ['a number', '1'],
  ['half an object', '{"ref":'],
  ['NUL', '{"ref":"\\u0000","content":"\\u0000","job_name":"\\u0000","job_status":"success","pipeline_id":1}'],
  ['half a pair', '{"ref":"\\ud800","content":"\\udfff","job_name":"\\ud800","job_status":"success","pipeline_id":1}'],
  ['lists for texts', '{"ref":["main"],"content":[1],"job_name":["a"],"job_status":["success"],"pipeline_id":[1]}'],
  ['objects for texts', '{"ref":{"a":1},"content":{},"job_name":{"length":3},"job_status":{},"branch":{},"actions":{}}'],
  ['texts for lists', '{"ref":"main","variables":"x","branch":"main","commit_message":"m","actions":"x"}'],
  ['null in lists', '{"ref":"main","variables":[null],"branch":"main","commit_message":"m","actions":[null]}'],
  ['lists in lists', '{"ref":"main","variables":[[{"key":"a"}]],"branch":"main","commit_message":"m","actions":[[[]]]}'],
  ['prototypes', '{"__proto__":{"ref":"main"},"constructor":{"prototype":{"ref":"main"}},"ref":"main","toString":1}'],
  ['methods', '{"hasOwnProperty":1,"toJSON":{},"then":1,"valueOf":null,"ref":"main","content":"a"}'],
  ['columns', '{"id":77,"status":"success","project_id":1,"wake_at":0,"created_by":"x","ref":"main","name":"columns"}'],
  ['numbers beyond all', '{"pipeline_id":1e400,"job_id":9223372036854775808,"job_name":"wait","job_status":"success"}'],
  ['negative numbers', '{"pipeline_id":-1,"job_id":-9223372036854775809,"job_name":"wait","job_status":"success"}'],
  ['fractions', '{"pipeline_id":1.5,"job_id":0.1,"build_timeout":1.5,"name":"f","job_status":"success"}'],
  ['deep nesting', `{"variables":${'['.repeat(1e5)}${']'.repeat(1e5)}}`],
  ['deep objects', `${'{"a":'.repeat(1e5)}1${'}'.repeat(1e5)}`],
  ['many keys', JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, index])))],
  ['long text', JSON.stringify({ ref: 'x'.repeat(1 << 20), content: 'x'.repeat(1 << 20), job_name: 'x'.repeat(1 << 20) })],
];

const FORMS = [
  'ref=main&ref=none',
  'variables[][key]=A&variables[][key]=B',
  `variables${'[a]'.repeat(1000)}=1`,
  '__proto__[ref]=main',
  'ref[__proto__]=x',
  '%',
  '%ff=%fe',
  'a=%00',
  '&&&===',
  'ref',
];

/** Routes with the parameters of their addresses filled in; one that changes what the others need comes last. */
function routes(): readonly { readonly method: string; readonly path: string }[] {
  return api.routes
    .filter(({ method, url }) => method !== 'OPTIONS' && url.startsWith('/api/v4'))
    .map(({ method, url }) => ({ method, path: fill(url.replace('/api/v4', '')) }));
}

const fill = (url: string): string =>
  url
    .replace(':id', String(id))
    .replace(':pipeline_id', String(pipelineId))
    .replace(':job_id', String(jobId))
    .replaceAll(/:\w+/g, 'main');

function expectSound(what: string, answer: Answer<unknown>): void {
  expect([what, answer.status < 500]).toEqual([what, true]);
  const type = answer.headers.get('content-type') ?? '';
  if (!/^text\/(plain|event-stream)/.test(type)) expect([what, type]).toEqual([what, 'application/json']);
  expect(JSON.stringify(answer.body)).not.toMatch(/SELECT|node_modules|\bat [A-Z]\w+\./);
  expect(answer.headers.get('x-injected')).toBeNull();
}

it.each(BODIES)('every route survives a body of %s', async (name, body) => {
  for (const { method, path } of routes().filter((route) => route.method === 'POST')) {
    expectSound(`${name} ${path}`, await api.send(method, path, body, { 'content-type': 'application/json' }));
  }
});

it.each(FORMS)('every route survives the form %s', async (form) => {
  for (const { path } of routes().filter(({ method }) => method === 'POST')) expectSound(path, await api.form(path, form));
});

it.each(TEXTS)('every route survives %s in its address', async (text) => {
  for (const { url, method } of api.routes.filter(({ url: path }) => path.startsWith('/api/v4'))) {
    for (const [parameter] of url.matchAll(/:\w+/g)) {
      if (method === 'OPTIONS') continue;
      const path = fill(url.replace('/api/v4', '').replace(parameter, text));
      expectSound(`${method} ${path.slice(0, 80)}`, await api.send(method, path));
    }
  }
});

it.each([
  ...TEXTS.map((text) => `ref=${text}&sha=${text}&scope=${text}&page=${text}&per_page=${text}&order_by=${text}`),
  ...FORMS,
  'scope[]=a&scope[b]=c&scope=d',
  'page[]=1&per_page[a]=2',
  'updated_after=%00',
  'updated_after=+275760-09-13T00:00:00Z',
  'updated_after=0001-01-01T00:00:00Z&updated_before=9999-12-31T23:59:59Z',
  'page=9007199254740993&per_page=9007199254740993',
  'include_retried[]=true',
])('every list survives the query %s', async (query) => {
  for (const { path } of routes().filter(({ method }) => method === 'GET')) {
    expectSound(`${path}?${query.slice(0, 60)}`, await api.get(`${path}?${query}`));
  }
});

it.each(['//version', '/version/', '/VERSION', '/version;x', '/%76ersion', '/./version', '/projects/1/../../user'])(
  'takes addresses exactly or not at all: %s',
  async (path) => {
    expectSound(path, await api.get(path));
  },
);

it.each(['', 'bad host', '"><script>', '[::1', 'a/b@c', '%', ':', 'evil.test:99999', 'x'.repeat(5000)])(
  'links survive the host %s',
  async (host) => {
    const { status, link } = await askAs(host, '/api/v4/projects');
    expect(status).toBeLessThan(500);
    if (status === 200) expect(link).toMatch(/^<http:\/\/[\w.:[\]-]+\/api\/v4\/projects\?/);
  },
);

it('links stay on the host that was asked, whatever the target says', async () => {
  const { status, link } = await askAs('me.test', 'http://evil.test/api/v4/projects');
  expect([status, link?.startsWith('<http://me.test/api/v4/projects?')]).toEqual([200, true]);
});

function askAs(host: string, path: string): Promise<{ status: number; link: string | undefined }> {
  const { port } = new URL(api.base);
  const headers = { host, 'private-token': TOKEN };
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, headers, agent: false }, (response) => {
      response.resume().on('end', () => resolve({ status: response.statusCode ?? 0, link: response.headers.link as string }));
    }).on('error', reject);
  });
}

it('is as it was afterwards', async () => {
  expect((await api.get(`/projects/${id}`)).status).toBe(200);
  expect((await api.get<{ id: number }>(`/projects/${id}/pipelines/${pipelineId}`)).body.id).toBe(pipelineId);
  expect(({} as Record<string, unknown>)['ref']).toBeUndefined();
});

it('a body that is compressed, and an address that is not UTF-8, are refused and say so', async () => {
  const encoded = await api.send('POST', `/projects/${id}/pipeline`, '{"ref":"main"}', { 'content-type': 'application/json', 'content-encoding': 'gzip' });
  expect([encoded.status, encoded.body]).toEqual([415, { error: 'The provided content-encoding is not supported.' }]);
  expect(encoded.headers.get('accept-encoding')).toBe('identity');
  const broken = await api.get(`/projects/${id}/pipelines?ref=caf%E9`);
  expect([broken.status, broken.body]).toEqual([400, { error: 'a percent-escape in the address is not UTF-8' }]);
});

it('an address of more parameters than are read is refused, so that none that matters is left out', async () => {
  const waiting = await makeWaiting(api);
  const report = (ignored: number): ReturnType<typeof api.post<{ verdict: string; callback_id: string | null }>> =>
    api.post(`/projects/${waiting.id}/pipeline_callback?${'a=1&'.repeat(ignored)}dry_run=true`, { job_id: waiting.wait.id, job_status: 'success' });
  const refused = await report(2_000);
  expect([refused.status, refused.body]).toEqual([400, { error: 'the address has more than 2000 fields' }]);
  const taken = await report(1_999);
  expect([taken.status, taken.body]).toEqual([200, expect.objectContaining({ verdict: 'accepted', callback_id: null })]);
});
