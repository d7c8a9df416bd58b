/** `scope=finished`, in GitLab's sense: a pipeline that was skipped has never run. */
import type { PipelineSummaryResponse } from '@holdpoint/pipeline-contract';
import { SimulationModule } from '../simulation/simulation.module';
import { TEST_REGISTRY, TestApi } from '../test-api.fixture';
import { makePipeline, makeProject } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => {
  const simulation = SimulationModule.forRoot({ routes: true, runner: false, works: false, registry: TEST_REGISTRY });
  api = await TestApi.start([simulation]);
});
afterAll(() => api.stop());

it('lists what has succeeded, failed or been canceled, and nothing that was skipped or has not ended', async () => {
  const id = await makeProject(api, 'build: { script: echo }');
  for (const event of ['success', 'drop', 'cancel', 'skip', 'run']) {
    const pipeline = await makePipeline(api, id);
    await api.post(`/projects/${id}/pipelines/${pipeline.id}/fire_event`, { event, jobs: ['build'] });
  }
  const listed = async (query: string): Promise<readonly string[]> =>
    (await api.get<PipelineSummaryResponse[]>(`/projects/${id}/pipelines${query}`)).body.map(({ status }) => status);
  expect(await listed('')).toEqual(['running', 'skipped', 'canceled', 'failed', 'success']);
  expect(await listed('?scope=finished')).toEqual(['canceled', 'failed', 'success']);
});
