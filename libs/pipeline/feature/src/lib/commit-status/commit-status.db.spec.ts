/** Proves that statuses of commits are taken as GitLab does it, over real HTTP. */
import type { JobResponse, PipelineResponse, StageResponse } from '@holdpoint/pipeline-contract';
import { as, makeMember } from '../test-access.fixture';
import { TestApi } from '../test-api.fixture';
import { commitConfig, makePipeline, makeProject, WAITING_CONFIG } from '../test-project.fixture';
import { FLUX_NAME, fireOn, headOf, listStatuses, makeCommitted, pipelineOf, pipelinesOf, reportStatus, rowsOf, sendAsFlux } from './commit-status.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

describe('what the gitlab provider of Flux sends', () => {
  it('is taken as it is: looked for, reported once, and reported anew when it changes', async () => {
    const { id, sha } = await makeCommitted(api);
    const first = await sendAsFlux(api, id, sha, 'success', 'reconciliation succeeded');
    expect(first).toMatchObject({ status: 201, body: { sha, ref: 'main', name: FLUX_NAME, status: 'success' } });
    expect(await sendAsFlux(api, id, sha, 'success', 'reconciliation succeeded')).toBe('found');
    expect(await sendAsFlux(api, id, sha, 'failed', 'health check failed')).toMatchObject({ status: 201 });
    expect(await sendAsFlux(api, id, sha, 'failed', 'health check failed')).toBe('found');
    expect(await rowsOf(api, id)).toEqual([
      { name: FLUX_NAME, status: 'success', retried: true },
      { name: FLUX_NAME, status: 'failed', retried: false },
    ]);
    const [pipeline] = await pipelinesOf(api, id);
    expect(pipeline).toMatchObject({ source: 'external', sha, ref: 'main', status: 'failed' });
  });

  it('finds a project by its path, with every slash and every dot escaped', async () => {
    const { id, sha } = await makeCommitted(api);
    await api.pool.query("UPDATE projects SET path = 'group/sub.group/app' WHERE id = $1", [id]);
    const path = 'group%2Fsub%2Egroup%2Fapp';
    expect(await sendAsFlux(api, path, sha, 'success', 'x')).toMatchObject({ status: 201 });
    expect(await sendAsFlux(api, path, sha, 'success', 'x')).toBe('found');
  });
});

describe('a status that is reported', () => {
  it.each(['coverage', 'pipeline_id', 'target_url'])('is as good as without %s where that is an empty text', async (field) => {
    const { id, sha } = await makeCommitted(api);
    const { status, body } = await reportStatus(api, id, sha, { state: 'success', [field]: '' });
    expect([status, body]).toEqual([201, expect.objectContaining({ status: 'success', coverage: null, target_url: null })]);
  });

  it('is answered with all that GitLab shows of one', async () => {
    const { id, sha } = await makeCommitted(api);
    const told = { description: 'queued', target_url: 'https://example.com/1', coverage: 12.5 };
    const { status, body } = await reportStatus(api, id, sha, { state: 'pending', ...told });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(Number), sha, ref: 'main', status: 'pending', name: 'default', ...told, created_at: expect.any(String),
      started_at: null, finished_at: null, allow_failure: false, pipeline_id: expect.any(Number),
      author: expect.objectContaining({ username: 'root' }),
    });
    const { body: running } = await reportStatus(api, id, sha, { state: 'running', context: 'default' });
    expect(running).toMatchObject({ id: body.id, status: 'running', ...told, started_at: expect.any(String) });
    const { body: ended } = await reportStatus(api, id, sha, { state: 'success', name: 'default', coverage: '98' });
    expect(ended).toMatchObject({ id: body.id, status: 'success', coverage: 98, finished_at: expect.any(String) });
  });

  it('joins the newest pipeline of its commit, in a stage behind all others, and counts in its fold', async () => {
    const id = await makeProject(api, 'build:\n  script: echo\n');
    const { id: pipelineId, sha } = await makePipeline(api, id);
    const { body } = await reportStatus(api, id, sha, { state: 'running', name: 'flux' });
    expect(body.pipeline_id).toBe(pipelineId);
    await fireOn(api, pipelineId, 'success', 'build');
    expect((await pipelineOf(api, id, pipelineId)).status).toBe('running');
    await reportStatus(api, id, sha, { state: 'failed', name: 'flux' });
    expect((await pipelineOf(api, id, pipelineId)).status).toBe('failed');
    const { body: stages } = await api.get<StageResponse[]>(`/projects/${id}/pipelines/${pipelineId}/stages`);
    expect(stages.map(({ name, status }) => [name, status])).toEqual([['test', 'success'], ['external', 'failed']]);
  });

  it('is a job among others, with a history, but in no list of jobs', async () => {
    const { id, sha } = await makeCommitted(api);
    const { body } = await reportStatus(api, id, sha, { state: 'failed', name: 'flux', description: 'no' });
    const { body: job } = await api.get<JobResponse>(`/projects/${id}/jobs/${body.id}`);
    expect(job).toMatchObject({ kind: 'generic', stage: 'external', status: 'failed', description: 'no', actions: [], failure_reason: 'api_failure' });
    const { body: history } = await api.get<object[]>(`/projects/${id}/jobs/${body.id}/history`);
    expect(history).toEqual([expect.objectContaining({ job_id: body.id, job_name: 'flux', kind: 'generic', event: 'drop', to: 'failed' })]);
    expect((await api.get<JobResponse[]>(`/projects/${id}/jobs`)).body).toEqual([]);
    expect((await api.post(`/projects/${id}/jobs/${body.id}/retry`)).status).toBe(403);
  });

  it('is not canceled with a pipeline that was made for it alone', async () => {
    const { id, sha } = await makeCommitted(api);
    const { body } = await reportStatus(api, id, sha, { state: 'running' });
    const { status, body: pipeline } = await api.post<PipelineResponse>(`/projects/${id}/pipelines/${body.pipeline_id}/cancel`);
    expect([status, pipeline.status]).toEqual([200, 'running']);
  });

  it('of another user is not moved: a new one takes its place', async () => {
    const { id, sha } = await makeCommitted(api);
    const other = as(await makeMember(api, id, 30));
    const { body: first } = await reportStatus(api, id, sha, { state: 'running', name: 'flux' }, other);
    const { body: second } = await reportStatus(api, id, sha, { state: 'success', name: 'flux' });
    expect(second.id).not.toBe(first.id);
    expect(await rowsOf(api, id)).toEqual([
      { name: 'flux', status: 'running', retried: true },
      { name: 'flux', status: 'success', retried: false },
    ]);
  });

  it('of a branch that is named makes a pipeline for that branch, and one that is numbered is joined', async () => {
    const { id, sha } = await makeCommitted(api);
    const { body: main } = await reportStatus(api, id, sha, { state: 'running' });
    const { body: other } = await reportStatus(api, id, sha, { state: 'running', ref: 'feature' });
    expect([main.ref, other.ref]).toEqual(['main', 'feature']);
    expect(other.pipeline_id).not.toBe(main.pipeline_id);
    const { body: joined } = await reportStatus(api, id, sha, { state: 'success', pipeline_id: main.pipeline_id });
    expect(joined).toMatchObject({ id: main.id, status: 'success' });
  });

  it('of a commit behind the head finds the branch that holds it', async () => {
    const { id, sha } = await makeCommitted(api);
    await commitConfig(api, id, `${WAITING_CONFIG}# more`, 'update');
    expect((await reportStatus(api, id, sha, { state: 'success' })).body).toMatchObject({ sha, ref: 'main' });
    await api.pool.query('DELETE FROM branches WHERE project_id = $1', [id]);
    await api.pool.query('DELETE FROM pipelines WHERE project_id = $1', [id]);
    const { status, body } = await reportStatus(api, id, sha, { state: 'success' });
    expect([status, body]).toEqual([404, { message: '404 References for commit Not Found' }]);
  });

  it('makes no older pipeline of its branch redundant', async () => {
    const id = await makeProject(api, 'build:\n  script: echo\n  interruptible: true\n');
    const { id: pipelineId } = await makePipeline(api, id);
    await commitConfig(api, id, 'build:\n  script: echo\n', 'update');
    await reportStatus(api, id, await headOf(api, id), { state: 'success' });
    const { rows } = await api.pool.query("SELECT FROM graphile_worker.jobs WHERE task_identifier LIKE 'cancel_redundant%'");
    expect(rows).toEqual([]);
    expect((await pipelineOf(api, id, pipelineId)).status).toBe('pending');
  });
});

describe('at once', () => {
  it.each(['running', 'pending'] as const)('20 reports of the same %s make one pipeline and one status', async (state) => {
    const { id, sha } = await makeCommitted(api);
    const answers = await Promise.all(Array.from({ length: 20 }, () => reportStatus(api, id, sha, { state, name: 'flux' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 400)]);
    expect(await rowsOf(api, id)).toEqual([{ name: 'flux', status: state, retried: false }]);
    expect(await pipelinesOf(api, id)).toHaveLength(1);
  });

  it('20 reports of the same end make one pipeline with one status that counts', async () => {
    const { id, sha } = await makeCommitted(api);
    const answers = await Promise.all(Array.from({ length: 20 }, () => reportStatus(api, id, sha, { state: 'success', name: 'flux' })));
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(await pipelinesOf(api, id)).toHaveLength(1);
    expect((await listStatuses(api, id, sha)).body).toHaveLength(1);
    expect((await listStatuses(api, id, sha, '?all=true&per_page=100')).body).toHaveLength(20);
  });
});
