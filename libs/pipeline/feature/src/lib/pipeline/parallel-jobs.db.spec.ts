/** The jobs that `parallel` makes are jobs like any other: they run, wait for each other and are retried by their names. */
import type { JobResponse } from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { jobsOf, makeWaiting } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const CONFIG = `
wait: { stage: build, external: true }
test: { script: x, parallel: 2, needs: [wait] }
deploy: { script: x, stage: deploy, parallel: { matrix: [{ STACK: [app, db] }] }, needs: ["test 1/2"] }
tell: { external: true, stage: deploy, needs: [test, deploy] }
`;

it('an external job starts them, and one waits for all of them', async () => {
  const { id, pipeline } = await makeWaiting(api, CONFIG);
  const statuses = async (): Promise<object> =>
    Object.fromEntries(Object.values(await jobsOf(api, id, pipeline.id)).map(({ name, status }) => [name, status]));
  expect(await statuses()).toEqual({
    wait: 'running_externally',
    'test 1/2': 'created',
    'test 2/2': 'created',
    'deploy: [app]': 'created',
    'deploy: [db]': 'created',
    tell: 'created',
  });
  await api.post(`/projects/${id}/pipeline_callback`, { pipeline_id: pipeline.id, job_name: 'wait', job_status: 'success' });
  expect(await statuses()).toMatchObject({ 'test 1/2': 'pending', 'test 2/2': 'pending', 'deploy: [app]': 'created', tell: 'created' });
});

it('a lint lists them', async () => {
  const { id } = await makeWaiting(api, CONFIG);
  const { body } = await api.post<{ valid: boolean; jobs: Pick<JobResponse, 'name'>[] }>(`/projects/${id}/ci/lint`, { content: CONFIG, include_jobs: true });
  expect([body.valid, body.jobs.map(({ name }) => name)]).toEqual([true, ['wait', 'test 1/2', 'test 2/2', 'deploy: [app]', 'deploy: [db]', 'tell']]);
});
