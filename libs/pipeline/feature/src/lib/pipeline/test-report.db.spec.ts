/** Proves what clients get that ask for the tests of a pipeline: no job reports any here. */
import { TestApi } from '../test-api.fixture';
import { makePipeline, makeProject } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

it('is a report in GitLab’s form without any test', async () => {
  const id = await makeProject(api);
  const path = `/projects/${id}/pipelines/${(await makePipeline(api, id)).id}`;
  const report = await api.get(`${path}/test_report`);
  const counts = { total_time: 0, total_count: 0, success_count: 0, failed_count: 0, skipped_count: 0, error_count: 0 };
  expect([report.status, report.body]).toEqual([200, { ...counts, test_suites: [] }]);
  const summary = await api.get(`${path}/test_report_summary`);
  const total = { time: 0, count: 0, success: 0, failed: 0, skipped: 0, error: 0, suite_error: null };
  expect([summary.status, summary.body]).toEqual([200, { total, test_suites: [] }]);
});

it.each(['test_report', 'test_report_summary'])('has no %s where the pipeline is not', async (report) => {
  const answer = await api.get(`/projects/${await makeProject(api)}/pipelines/999999999/${report}`);
  expect([answer.status, answer.body]).toEqual([404, { message: '404 Not found' }]);
});
