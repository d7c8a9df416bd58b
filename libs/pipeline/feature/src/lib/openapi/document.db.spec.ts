/** Proves that the document and the HTTP server tell of the same routes, and that each route says all it answers. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { REQUIREMENTS } from '@holdpoint/pipeline-domain';
import { SimulationModule } from '../simulation/simulation.module';
import { TEST_REGISTRY, TestApi } from '../test-api.fixture';

let api: TestApi;
let document: OpenAPIObject;
beforeAll(async () => {
  api = await TestApi.start([SimulationModule.forRoot({ routes: true, runner: false, works: false, registry: TEST_REGISTRY })]);
  document = (await api.get<OpenAPIObject>(`${new URL(api.base).origin}/api/openapi.json`)).body;
});
afterAll(() => api.stop());

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: { readonly type?: string };
}

interface Operation {
  readonly route: string;
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>;
  readonly requestBody?: object;
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly 'x-requires'?: string;
}

const operations = (): Operation[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Omit<Operation, 'route'>>).map(([method, operation]) => ({
      ...operation,
      route: `${method.toUpperCase()} ${path}`,
    })),
  );

/** The document and its page are not part of what they describe, nor is the answer to browsers' questions. */
const isDescribed = ({ method, url }: { method: string; url: string }): boolean =>
  method !== 'OPTIONS' && !url.startsWith('/api/docs') && !['/', '/api/openapi.json'].includes(url);

it('tells of the same routes as the server, both ways', () => {
  const served = api.routes.filter(isDescribed).map(({ method, url }) => `${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(operations().map(({ route }) => route).sort()).toEqual([...new Set(served)].sort());
  expect(served.length).toBeGreaterThan(30);
});

it('describes every parameter in an address', () => {
  for (const { route, parameters = [] } of operations()) {
    const named = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described = parameters.filter((parameter) => parameter.in === 'path' && parameter.description);
    expect([route, described.map(({ name }) => name).sort()]).toEqual([route, named.sort()]);
  }
});

/** Routes that take other tokens than the document says for all. */
const SECURITY = [['/-/', []], ['/pipeline_callback', [{ token: [] }, { bearer: [] }, { job: [] }]]] as const;

it('names parameters as they are read: lists in addresses with brackets, headers as optional', () => {
  const parametersOf = (route: string): readonly string[] =>
    operations().find((operation) => operation.route === route)?.parameters?.map((parameter) => `${parameter.in} ${parameter.name} ${parameter.required}`) ?? [];
  const lists = operations().flatMap(({ parameters = [] }) => parameters.filter((parameter) => parameter.in === 'query' && parameter.schema?.type === 'array'));
  expect(new Set(lists.map(({ name }) => name))).toEqual(new Set(['scope[]', 'verdict[]', 'user_ids[]']));
  const headers = [...parametersOf('POST /api/v4/projects/{id}/pipeline_callback'), ...parametersOf('GET /api/v4/projects/{id}/events')];
  expect(headers.filter((header) => header.startsWith('header'))).toEqual(['header Idempotency-Key false', 'header Last-Event-ID false']);
  expect(document.components?.securitySchemes?.['job']).toMatchObject({ in: 'header', name: 'JOB-TOKEN' });
  const stream = operations().find(({ route }) => route === 'GET /api/v4/projects/{id}/events')?.responses['200'];
  expect(JSON.stringify(stream?.content)).toContain('schemas/StreamPosition');
});

it('describes a success and every refusal of each route', () => {
  for (const { route, responses, summary, security } of operations()) {
    const statuses = Object.keys(responses);
    expect([route, summary]).not.toContain(undefined);
    expect([route, statuses.filter((status) => status.startsWith('2')).length > 0]).toEqual([route, true]);
    const expected = route.includes('/-/') ? ['500'] : ['400', '401', '500', '503'];
    expect([route, expected.filter((status) => !statuses.includes(status))]).toEqual([route, []]);
    if (route.includes('{id}')) expect([route, statuses]).toEqual([route, expect.arrayContaining(['404'])]);
    expect([route, security]).toEqual([route, SECURITY.find(([part]) => route.includes(part))?.[1]]);
    for (const [status, { description, content }] of Object.entries(responses)) {
      expect(description).not.toBe('');
      expect([route, status, content !== undefined]).toEqual([route, status, status !== '204']);
    }
  }
});

it('says what each route requires', () => {
  const known: readonly unknown[] = Object.keys(REQUIREMENTS);
  for (const operation of operations()) {
    const open = operation.route.includes('/-/');
    expect([operation.route, known.includes(operation['x-requires'])]).toEqual([operation.route, !open]);
  }
});

it('describes the body of whatever takes parameters', () => {
  const withBody = operations().filter(({ requestBody }) => requestBody);
  expect(withBody.map(({ route }) => route).sort()).toEqual(
    [
      'POST /api/v4/projects',
      'POST /api/v4/personal_access_tokens/{token_id}/rotate',
      'POST /api/v4/projects/{id}/access_tokens',
      'POST /api/v4/projects/{id}/access_tokens/{token_id}/rotate',
      'POST /api/v4/projects/{id}/artifact_revisions',
      'POST /api/v4/projects/{id}/callbacks/{callback_id}/replay',
      'POST /api/v4/projects/{id}/members',
      'POST /api/v4/users',
      'POST /api/v4/users/{user_id}/personal_access_tokens',
      'PUT /api/v4/projects/{id}/members/{user_id}',
      'POST /api/v4/projects/{id}/ci/lint',
      'POST /api/v4/projects/{id}/external_hooks',
      'POST /api/v4/projects/{id}/jobs/{job_id}/cancel',
      'POST /api/v4/projects/{id}/jobs/{job_id}/play',
      'POST /api/v4/projects/{id}/external_hooks/{hook_id}/rotate_secret',
      'PUT /api/v4/projects/{id}/external_hooks/{hook_id}',
      'PUT /api/v4/projects/{id}/pipelines/{pipeline_id}/metadata',
      'POST /api/v4/projects/{id}/pipeline',
      'POST /api/v4/projects/{id}/pipeline_callback',
      'POST /api/v4/projects/{id}/pipelines/{pipeline_id}/fire_event',
      'POST /api/v4/projects/{id}/repository/commits',
      'POST /api/v4/projects/{id}/statuses/{sha}',
      'POST /api/v4/simulation/clock/step',
      'PUT /api/v4/projects/{id}',
    ].sort(),
  );
});

it('refers to nothing that is not there', () => {
  const names = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? '');
  expect(names.filter((name) => !Object.hasOwn(document.components?.schemas ?? {}, name))).toEqual([]);
});

it('serves a page to read it, without a token, to whoever opens the bare address too', async () => {
  const origin = new URL(api.base).origin;
  for (const [path, type] of [
    ['/', 'text/html'],
    ['/api/docs', 'text/html'],
    ['/api/docs/swagger-ui.css', 'text/css'],
    ['/api/openapi.json', 'application/json'],
  ]) {
    const response = await fetch(`${origin}${path}`);
    await response.arrayBuffer();
    expect([path, response.status, response.headers.get('content-type')?.split(';')[0]]).toEqual([path, 200, type]);
  }
});

it.each(['/api/docs/.', '/api/docs/..', '/api/docs//etc', '/api/docs/%2e', '/api/docs/%5c', '/api/docs/../../package.json'])('has no file at %s', async (path) => {
  const [answer] = (await once(get(new URL(api.base).origin, { path }), 'response')) as [IncomingMessage];
  answer.resume();
  expect(answer.statusCode).toBe(404);
});
