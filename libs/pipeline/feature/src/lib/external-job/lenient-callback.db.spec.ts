/** What other systems send otherwise than asked, and nothing is lost for: empty texts of templates, shas in capitals. */
import type { CallbackResponse } from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { jobsOf, makeWaiting } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const report = (id: number, input: object): ReturnType<typeof api.post<CallbackResponse>> =>
  api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_name: 'wait', job_status: 'success', ...input });

it('a sha in capitals is the one that it would be in small letters', async () => {
  const { id, pipeline } = await makeWaiting(api);
  const { body } = await report(id, { ref: 'main', sha: pipeline.sha.toUpperCase() });
  expect(body.verdict).toBe('accepted');
});

it.each(['JSON', 'a form'])('an empty description or target_url is as good as none, and leaves what was told before: %s', async (format) => {
  const { id, pipeline, wait } = await makeWaiting(api);
  const told = { description: 'rolling out', target_url: 'https://ci.example.com/1' };
  await report(id, { pipeline_id: pipeline.id, job_status: 'running', ...told });
  const empty = { pipeline_id: pipeline.id, description: '', target_url: '' };
  const answer = await (format === 'JSON'
    ? report(id, empty)
    : api.form<CallbackResponse>(`/projects/${id}/pipeline_callback`, `job_name=wait&job_status=success&pipeline_id=${pipeline.id}&description=&target_url=`));
  expect([answer.status, answer.body.verdict]).toEqual([200, 'accepted']);
  expect((await jobsOf(api, id, pipeline.id))['wait']).toMatchObject({ id: wait.id, status: 'success', progress: told });
});

it.each(['percent', 'dry_run', 'job_id', 'pipeline_id', 'target_url'])('an empty %s is as good as none', async (field) => {
  const { id, pipeline, wait } = await makeWaiting(api);
  const keys = field === 'pipeline_id' ? { job_id: wait.id } : { pipeline_id: pipeline.id };
  const answer = await report(id, { ...keys, [field]: '' });
  expect([answer.status, answer.body.verdict]).toEqual([200, 'accepted']);
});
