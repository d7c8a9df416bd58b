/** Proves that the document tells clients what is refused, so that none of them learns it from a 400. */
import type { OpenAPIObject } from '@nestjs/swagger';
import { SimulationModule } from '../simulation/simulation.module';
import { TEST_REGISTRY, TestApi } from '../test-api.fixture';
import { makeProject } from '../test-project.fixture';

let api: TestApi;
let document: OpenAPIObject;
let project: string;
beforeAll(async () => {
  api = await TestApi.start([SimulationModule.forRoot({ routes: true, runner: false, works: false, registry: TEST_REGISTRY })]);
  document = (await api.get<OpenAPIObject>(`${new URL(api.base).origin}/api/openapi.json`)).body;
  project = `/projects/${await makeProject(api)}`;
});
afterAll(() => api.stop());

/** What the document says of one parameter in a body. */
function fieldOf(dto: string, name: string): Readonly<Record<string, unknown>> {
  const schemas = document.components?.schemas as Record<string, { readonly properties: Record<string, Record<string, unknown>> }>;
  return schemas[dto]?.properties[name] ?? {};
}

/** What the document says of the body of a POST. */
const bodyOf = (path: string): unknown => document.paths[`/api/v4${path}`]?.post?.requestBody;

interface Parameter {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** What the document says of one parameter in the address of a GET. */
function parameterOf(path: string, name: string): Readonly<Record<string, unknown>> {
  const parameters = (document.paths[`/api/v4${path}`]?.get?.parameters ?? []) as readonly object[] as readonly Parameter[];
  return parameters.find((parameter) => parameter.name === name)?.schema ?? {};
}

it.each([
  ['CreateHookDto', 'events', '/external_hooks', { url: 'https://deploy.example/hooks' }],
  ['CreateProjectTokenDto', 'scopes', '/access_tokens', { name: 'deploy' }],
  ['FireEventDto', 'jobs', '/pipelines/1/fire_event', { event: 'success' }],
])('says of %s that %s may not be empty', async (dto, name, path, others) => {
  expect((await api.post(project + path, { ...others, [name]: [] })).body).toEqual({ error: `${name} is empty` });
  expect(fieldOf(dto, name)).toMatchObject({ type: 'array', minItems: 1 });
});

it.each(['/users?order_by=name', '/users?order_by=+', '/users?order_by=false'])('says that what is not supported must be empty: %s', async (path) => {
  const { status, body } = await api.get(path);
  expect([status, body]).toEqual(path.endsWith('=name') ? [400, { error: 'order_by is not supported' }] : [200, expect.any(Array)]);
  expect(parameterOf('/users', 'order_by')).toMatchObject({ type: 'string', maxLength: 0 });
  expect(fieldOf('EditProjectDto', 'path')).toMatchObject({ type: 'string', maxLength: 0 });
});

it('names only words that are taken', async () => {
  const variable = { key: 'A', value: 'b' };
  const create = (variable_type: string) => api.post(`${project}/pipeline`, { ref: 'main', variables: [{ ...variable, variable_type }] });
  expect(await create('env_var')).toMatchObject({ status: 201 });
  expect(await create('file')).toMatchObject({ status: 400, body: { error: 'variables[0][variable_type] is not supported' } });
  expect(await create('folder')).toMatchObject({ status: 400, body: { error: 'variables[0][variable_type] does not have a valid value' } });
  expect(fieldOf('PipelineVariableDto', 'variable_type')['enum']).toEqual(['env_var']);
});

it('says how large a number of a row may be, and that none is negative', async () => {
  const largest = Number.MAX_SAFE_INTEGER;
  expect((await api.get(`/projects?id_before=${largest}`)).status).toBe(200);
  expect((await api.get(`/projects?id_before=${largest + 1}`)).status).toBe(400);
  expect(parameterOf('/projects', 'id_before')).toMatchObject({ minimum: 1, maximum: largest });
  expect(parameterOf('/projects/{id}/members', 'user_ids[]')).toMatchObject({ items: { minimum: 1, maximum: largest } });
  expect((await api.get(`${project}/jobs/-1`)).status).toBe(400);
  expect(parameterOf('/projects/{id}/jobs/{job_id}', 'job_id')).toMatchObject({ type: 'integer', minimum: 1 });
});

it.each([
  ['RegisterArtifactRevisionDto', 'digest', '/artifact_revisions', { repository: 'registry.example.com/app', sha: 'a'.repeat(40) }],
  ['RegisterArtifactRevisionDto', 'sha', '/artifact_revisions', { repository: 'registry.example.com/app', digest: `sha256:${'a'.repeat(64)}` }],
  ['CreateCommitDto', 'start_sha', '/repository/commits', { branch: 'b', commit_message: 'm', actions: [{ action: 'create', file_path: 'f' }] }],
  ['CreateUserDto', 'username', '/users', { name: 'Ann' }],
])('says which form %s has for %s', async (dto, name, path, others) => {
  const wrong = 'no such form!';
  const { body } = await api.post(path === '/users' ? path : project + path, { ...others, [name]: wrong });
  expect(body).toEqual({ error: `${name} is invalid` });
  const { pattern, example } = fieldOf(dto, name);
  const form = new RegExp(typeof pattern === 'string' ? pattern : 'none is said');
  expect(form.test(wrong)).toBe(false);
  expect(typeof example === 'string' ? example : 'a'.repeat(40)).toMatch(form);
});

it.each(['/external_hooks/{hook_id}/rotate_secret', '/jobs/{job_id}/cancel', '/access_tokens/{token_id}/rotate', '/callbacks/{callback_id}/replay'])(
  'asks for no body where nothing in it is needed: POST %s',
  (path) => {
    expect(bodyOf(`/projects/{id}${path}`)).toMatchObject({ required: false });
  },
);

it('asks for a body where something in it is needed', async () => {
  expect(bodyOf('/projects/{id}/external_hooks')).toMatchObject({ required: true });
  const hook = await api.post<{ id: number }>(`${project}/external_hooks`, { url: 'https://deploy.example/hooks', events: ['start'] });
  expect((await api.send('POST', `${project}/external_hooks/${hook.body.id}/rotate_secret`)).status).toBe(201);
});

it('says what is read into a parameter that is null, of another type or empty', async () => {
  const { description = '' } = document.info;
  expect(description).toContain('null counts as absent, a number or a boolean as the text it is written as, and an empty filter');
  const made = await api.post(`${project}/external_hooks`, { url: 'https://deploy.example/hooks', events: ['start'], secret: null });
  expect(made.status).toBe(201);
  expect(await api.post('/users', { username: 'number', name: 7 })).toMatchObject({ status: 201, body: { name: '7' } });
  expect((await api.get(`${project}/callbacks?actor=&job_id=&received_after=`)).status).toBe(200);
});

it.each([
  ['PipelineCallbackDto', '/pipeline_callback', { job_status: 'running', job_id: 1 }],
  ['CommitStatusDto', `/statuses/${'a'.repeat(40)}`, { state: 'running' }],
])('says of %s that a target_url begins with http or https', async (dto, path, others) => {
  const { status, body } = await api.post(project + path, { ...others, target_url: 'ftp://deploy.example/1' });
  expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('is blocked: Only allowed schemes are http, https')]);
  expect(fieldOf(dto, 'target_url')).toMatchObject({ format: 'uri', pattern: '^([hH][tT][tT][pP][sS]?://.*)?$' });
});
