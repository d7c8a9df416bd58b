/** Proves how statuses of commits are listed, as GitLab does it, and what their pipeline shows of them, over real HTTP. */
import type { JobResponse } from '@holdpoint/pipeline-contract';
import { Corridor } from '@holdpoint/pipeline-application';
import { as, makeMember } from '../test-access.fixture';
import { TestApi } from '../test-api.fixture';
import { makePipeline, makeProject, makeWaiting } from '../test-project.fixture';
import { listStatuses, makeCommitted, pipelineOf, pipelinesOf, reportStatus } from './commit-status.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

it('a pipeline shows the mean of what was covered, and that it passed with warnings', async () => {
  const { id, sha } = await makeCommitted(api);
  for (const [name, coverage] of [['unit', 80], ['e2e', 61]] as const) await reportStatus(api, id, sha, { name, state: 'success', coverage });
  const [made] = await pipelinesOf(api, id);
  expect(await pipelineOf(api, id, made?.id ?? 0)).toMatchObject({ coverage: '70.50', detailed_status: { label: 'passed' } });
  const lenient = await makeProject(api, 'wait: { external: true, allow_failure: true }\n');
  const { id: pipelineId } = await makePipeline(api, lenient);
  await api.post(`/projects/${lenient}/pipeline_callback`, { pipeline_id: pipelineId, job_name: 'wait', job_status: 'failed' });
  expect(await pipelineOf(api, lenient, pipelineId)).toMatchObject({ status: 'success', coverage: null, detailed_status: { text: 'Warning', label: 'passed with warnings' } });
});

it('a pipeline can be read whatever coverage was once stored', async () => {
  const { id, sha } = await makeCommitted(api);
  for (const name of ['unit', 'e2e']) await reportStatus(api, id, sha, { name, state: 'success', coverage: 0 });
  await api.pool.query("UPDATE generic_commit_statuses SET coverage = 1.7e308 WHERE name = 'unit'");
  const [made] = await pipelinesOf(api, id);
  expect((await api.get(`/projects/${id}/pipelines/${made?.id}`)).status).toBe(200);
  await api.pool.query("UPDATE generic_commit_statuses SET coverage = 1e200 WHERE name = 'unit'");
  expect(Number((await pipelineOf(api, id, made?.id ?? 0)).coverage)).toBe(5e199);
});

it('a pipeline that has succeeded ends anew with each further success, and not with a repeat that changes nothing', async () => {
  const { id, sha } = await makeCommitted(api);
  await reportStatus(api, id, sha, { name: 'unit', state: 'success' });
  const [made] = await pipelinesOf(api, id);
  await api.pool.query("UPDATE pipelines SET finished_at = finished_at - interval '1 hour', duration_ms = 5 WHERE id = $1", [made?.id]);
  const before = await pipelineOf(api, id, made?.id ?? 0);
  await api.app.get(Corridor).submit({ pipelineId: before.id, command: { type: 'process' } });
  expect(await pipelineOf(api, id, before.id)).toEqual(before);
  const { body: second } = await reportStatus(api, id, sha, { name: 'e2e', state: 'success' });
  expect(await pipelineOf(api, id, before.id)).toMatchObject({ status: 'success', finished_at: second.finished_at });
});

describe('the statuses of a commit', () => {
  it('are those of who has retried a job, as the job itself is', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    await api.post(`/projects/${id}/jobs/${wait.id}/cancel`);
    const { body: retried } = await api.post<JobResponse>(`/projects/${id}/jobs/${wait.id}/retry`, {}, as(await makeMember(api, id, 30)));
    const { body } = await listStatuses(api, id, pipeline.sha, '?name=wait');
    expect(body[0]).toMatchObject({ id: retried.id, author: { id: retried.user?.id } });
    expect(retried.user?.id).not.toBe(pipeline.user?.id);
  });

  it('are the latest of all its pipelines and jobs, filtered, ordered and paged', async () => {
    const id = await makeProject(api);
    const { id: pipelineId, sha } = await makePipeline(api, id);
    await reportStatus(api, id, sha, { state: 'success', name: 'flux' });
    await reportStatus(api, id, sha, { state: 'failed', name: 'flux' });
    await reportStatus(api, id, sha, { state: 'running', name: 'argo', ref: 'feature' });
    const names = async (query = ''): Promise<unknown[]> => (await listStatuses(api, id, sha, query)).body.map(({ name, status }) => [name, status]);
    expect(await names()).toEqual([['wait', 'running'], ['after', 'created'], ['flux', 'failed'], ['argo', 'running']]);
    expect(await names('?all=true&name=flux')).toEqual([['flux', 'success'], ['flux', 'failed']]);
    expect(await names('?ref=feature')).toEqual([['argo', 'running']]);
    expect(await names('?stage=external&sort=desc')).toEqual([['argo', 'running'], ['flux', 'failed']]);
    expect(await names(`?pipeline_id=${pipelineId}&stage=build`)).toEqual([['wait', 'running']]);
    expect(await names('?order_by=pipeline_id&sort=desc')).toEqual([['argo', 'running'], ['flux', 'failed'], ['after', 'created'], ['wait', 'running']]);
    const page = await listStatuses(api, id, sha, '?per_page=2&page=2');
    expect(page.body.map(({ name }) => name)).toEqual(['flux', 'argo']);
    expect(page.headers.get('x-total')).toBe('4');
    expect((await listStatuses(api, id, sha, '?sort=sideways')).status).toBe(400);
  });
});
