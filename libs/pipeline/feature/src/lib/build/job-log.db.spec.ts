/** Proves what clients get that ask for the log of a job, or want it erased: no job has one here. */
import { TestApi } from '../test-api.fixture';
import { jobsOf, makeProject, makeWaiting } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

it('is an empty text for a job of any kind, and there is nothing to erase', async () => {
  const { id, pipeline } = await makeWaiting(api);
  for (const job of Object.values(await jobsOf(api, id, pipeline.id))) {
    const log = await api.get(`/projects/${id}/jobs/${job.id}/trace`);
    expect([log.status, log.body, log.headers.get('content-type')]).toEqual([200, '', 'text/plain; charset=utf-8']);
    const erased = await api.post(`/projects/${id}/jobs/${job.id}/erase`);
    expect([erased.status, erased.body]).toEqual([403, { message: '403 Forbidden - Job is not erasable!' }]);
  }
});

it('is not found where the job is not', async () => {
  const { wait } = await makeWaiting(api);
  const other = await makeProject(api);
  const answers = [await api.get(`/projects/${other}/jobs/${wait.id}/trace`), await api.post(`/projects/${other}/jobs/${wait.id}/erase`)];
  for (const answer of answers) expect([answer.status, answer.body]).toEqual([404, { message: '404 Not found' }]);
});
