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

it.each([
  ['CreateHookDto', 'events', '/external_hooks', { url: 'https://deploy.example/hooks' }],
  ['CreateProjectTokenDto', 'scopes', '/access_tokens', { name: 'deploy' }],
  ['FireEventDto', 'jobs', '/pipelines/1/fire_event', { event: 'success' }],
])('says of %s that %s may not be empty', async (dto, name, path, others) => {
  expect((await api.post(project + path, { ...others, [name]: [] })).body).toEqual({ error: `${name} is empty` });
  expect(fieldOf(dto, name)).toMatchObject({ type: 'array', minItems: 1 });
});
