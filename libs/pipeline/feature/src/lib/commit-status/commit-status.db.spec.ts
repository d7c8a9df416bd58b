/** Proves that statuses of commits are taken, refused and listed as GitLab does it, over real HTTP. */
import type { JobResponse, PipelineResponse, PipelineSummaryResponse, StageResponse } from '@holdpoint/pipeline-contract';
import { Corridor, PipelineStore } from '@holdpoint/pipeline-application';
import { PIPELINE_JOBS_MAX } from '@holdpoint/pipeline-domain';
import { jobPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import { as, makeMember } from '../test-access.fixture';
import { TestApi, type Answer } from '../test-api.fixture';
import { commitConfig, makePipeline, makeProject, makeWaiting, WAITING_CONFIG } from '../test-project.fixture';
import { FLUX_NAME, fireOn, headOf, listStatuses, makeCommitted, reportStatus, sendAsFlux } from './commit-status.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const pipelinesOf = async (id: number): Promise<PipelineSummaryResponse[]> =>
  (await api.get<PipelineSummaryResponse[]>(`/projects/${id}/pipelines`)).body;
const pipelineOf = async (id: number, pipelineId: number): Promise<PipelineResponse> =>
  (await api.get<PipelineResponse>(`/projects/${id}/pipelines/${pipelineId}`)).body;
const rowsOf = async (id: number): Promise<unknown[]> =>
  (await api.pool.query(
    `SELECT status.name, status.status, status.retried FROM generic_commit_statuses status
     JOIN pipelines ON pipelines.id = pipeline_id WHERE project_id = $1 ORDER BY status.id`,
    [id],
  )).rows;

it('a pipeline shows the mean of what was covered, and that it passed with warnings', async () => {
  const { id, sha } = await makeCommitted(api);
  for (const [name, coverage] of [['unit', 80], ['e2e', 61]] as const) await reportStatus(api, id, sha, { name, state: 'success', coverage });
  const [made] = await pipelinesOf(id);
  expect(await pipelineOf(id, made?.id ?? 0)).toMatchObject({ coverage: '70.50', detailed_status: { label: 'passed' } });
  const lenient = await makeProject(api, 'wait: { external: true, allow_failure: true }\n');
  const { id: pipelineId } = await makePipeline(api, lenient);
  await api.post(`/projects/${lenient}/pipeline_callback`, { pipeline_id: pipelineId, job_name: 'wait', job_status: 'failed' });
  expect(await pipelineOf(lenient, pipelineId)).toMatchObject({ status: 'success', coverage: null, detailed_status: { text: 'Warning', label: 'passed with warnings' } });
});

it('a pipeline can be read whatever coverage was once stored', async () => {
  const { id, sha } = await makeCommitted(api);
  for (const name of ['unit', 'e2e']) await reportStatus(api, id, sha, { name, state: 'success', coverage: 0 });
  await api.pool.query("UPDATE generic_commit_statuses SET coverage = 1.7e308 WHERE name = 'unit'");
  const [made] = await pipelinesOf(id);
  expect((await api.get(`/projects/${id}/pipelines/${made?.id}`)).status).toBe(200);
  await api.pool.query("UPDATE generic_commit_statuses SET coverage = 1e200 WHERE name = 'unit'");
  expect(Number((await pipelineOf(id, made?.id ?? 0)).coverage)).toBe(5e199);
});

it('a pipeline that has succeeded ends anew with each further success, and not with a repeat that changes nothing', async () => {
  const { id, sha } = await makeCommitted(api);
  await reportStatus(api, id, sha, { name: 'unit', state: 'success' });
  const [made] = await pipelinesOf(id);
  await api.pool.query("UPDATE pipelines SET finished_at = finished_at - interval '1 hour', duration_ms = 5 WHERE id = $1", [made?.id]);
  const before = await pipelineOf(id, made?.id ?? 0);
  await api.app.get(Corridor).submit({ pipelineId: before.id, command: { type: 'process' } });
  expect(await pipelineOf(id, before.id)).toEqual(before);
  const { body: second } = await reportStatus(api, id, sha, { name: 'e2e', state: 'success' });
  expect(await pipelineOf(id, before.id)).toMatchObject({ status: 'success', finished_at: second.finished_at });
});

describe('what the gitlab provider of Flux sends', () => {
  it('is taken as it is: looked for, reported once, and reported anew when it changes', async () => {
    const { id, sha } = await makeCommitted(api);
    const first = await sendAsFlux(api, id, sha, 'success', 'reconciliation succeeded');
    expect(first).toMatchObject({ status: 201, body: { sha, ref: 'main', name: FLUX_NAME, status: 'success' } });
    expect(await sendAsFlux(api, id, sha, 'success', 'reconciliation succeeded')).toBe('found');
    expect(await sendAsFlux(api, id, sha, 'failed', 'health check failed')).toMatchObject({ status: 201 });
    expect(await sendAsFlux(api, id, sha, 'failed', 'health check failed')).toBe('found');
    expect(await rowsOf(id)).toEqual([
      { name: FLUX_NAME, status: 'success', retried: true },
      { name: FLUX_NAME, status: 'failed', retried: false },
    ]);
    const [pipeline] = await pipelinesOf(id);
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
    expect((await pipelineOf(id, pipelineId)).status).toBe('running');
    await reportStatus(api, id, sha, { state: 'failed', name: 'flux' });
    expect((await pipelineOf(id, pipelineId)).status).toBe('failed');
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
    expect(await rowsOf(id)).toEqual([
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
    expect((await pipelineOf(id, pipelineId)).status).toBe('pending');
  });
});

describe('at once', () => {
  it.each(['running', 'pending'] as const)('20 reports of the same %s make one pipeline and one status', async (state) => {
    const { id, sha } = await makeCommitted(api);
    const answers = await Promise.all(Array.from({ length: 20 }, () => reportStatus(api, id, sha, { state, name: 'flux' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 400)]);
    expect(await rowsOf(id)).toEqual([{ name: 'flux', status: state, retried: false }]);
    expect(await pipelinesOf(id)).toHaveLength(1);
  });

  it('20 reports of the same end make one pipeline with one status that counts', async () => {
    const { id, sha } = await makeCommitted(api);
    const answers = await Promise.all(Array.from({ length: 20 }, () => reportStatus(api, id, sha, { state: 'success', name: 'flux' })));
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(await pipelinesOf(id)).toHaveLength(1);
    expect((await listStatuses(api, id, sha)).body).toHaveLength(1);
    expect((await listStatuses(api, id, sha, '?all=true&per_page=100')).body).toHaveLength(20);
  });
});

describe('is refused', () => {
  const refused = async (answer: Promise<Answer<unknown>>): Promise<unknown[]> => {
    const { status, body } = await answer;
    return [status, body];
  };

  it('without a state, or with one that is none', async () => {
    const { id, sha } = await makeCommitted(api);
    expect(await refused(reportStatus(api, id, sha, {}))).toEqual([400, { error: 'state is missing' }]);
    expect(await refused(reportStatus(api, id, sha, { state: 'done' }))).toEqual([400, { error: 'state does not have a valid value' }]);
    expect(await refused(reportStatus(api, id, sha, { state: 'success', coverage: 'much' }))).toEqual([400, { error: 'coverage is invalid' }]);
    expect(await rowsOf(id)).toEqual([]);
  });

  it.each([
    ['javascript:alert(1)', 'is blocked: Only allowed schemes are http, https'],
    ['https://example.com:0/', 'is blocked: Only allowed schemes are http, https'],
    ['example.com', 'is blocked: Only allowed schemes are http, https'],
    [`https://example.com/${'x'.repeat(255)}`, 'is too long (maximum is 255 characters)'],
  ])('with %s for an address, as the field that the model does not take', async (target_url, problem) => {
    const { id, sha } = await makeCommitted(api);
    const answer = await reportStatus(api, id, sha, { state: 'success', target_url });
    expect([answer.status, answer.body, answer.headers.get('x-error-code')]).toEqual([400, { message: { target_url: [problem] } }, 'target_url_invalid']);
    expect(await refused(reportStatus(api, id, sha, { target_url }))).toEqual([400, { error: `state is missing, target_url ${problem}` }]);
    expect(await refused(reportStatus(api, id, sha, { state: 'success', target_url: ['https://example.com'] }))).toEqual([400, { error: 'target_url is invalid' }]);
    expect(await rowsOf(id)).toEqual([]);
  });

  it.each([
    [1e200, 'must be less than or equal to 100'],
    [100.01, 'must be less than or equal to 100'],
    [-0.5, 'must be greater than or equal to 0'],
  ])('with a coverage of %s percent, as the field that the model does not take', async (coverage, problem) => {
    const { id, sha } = await makeCommitted(api);
    const answer = await reportStatus(api, id, sha, { state: 'success', coverage });
    expect([answer.status, answer.body, answer.headers.get('x-error-code')]).toEqual([400, { message: { coverage: [problem] } }, 'coverage_invalid']);
    expect(await rowsOf(id)).toEqual([]);
  });

  it('for a commit or a pipeline that is not there', async () => {
    const { id, sha } = await makeCommitted(api);
    const none = 'f'.repeat(40);
    expect(await refused(reportStatus(api, id, none, { state: 'success' }))).toEqual([404, { message: '404 Commit Not Found' }]);
    expect(await refused(listStatuses(api, id, none))).toEqual([404, { message: '404 Commit Not Found' }]);
    expect(await refused(reportStatus(api, id, sha, { state: 'success', pipeline_id: 999_999 }))).toEqual([
      404,
      { message: '404 Pipeline for pipeline_id, sha and ref Not Found' },
    ]);
    expect(await refused(reportStatus(api, 999_999, sha, { state: 'success' }))).toEqual([404, { message: '404 Project Not Found' }]);
    expect(await pipelinesOf(id)).toEqual([]);
  });

  it('where the state cannot follow, in the words of GitLab', async () => {
    const { id, sha } = await makeCommitted(api);
    await reportStatus(api, id, sha, { state: 'running' });
    expect(await refused(reportStatus(api, id, sha, { state: 'running' }))).toEqual([
      400,
      { message: 'Cannot transition status via :run from :running (Reason(s): Status cannot transition via "run")' },
    ]);
    expect(await refused(reportStatus(api, id, sha, { state: 'pending' }))).toEqual([
      400,
      { message: 'Cannot transition status via :enqueue from :running (Reason(s): Status cannot transition via "enqueue")' },
    ]);
  });

  it('by the name of a job that is no commit status', async () => {
    const id = await makeProject(api);
    const { sha } = await makePipeline(api, id);
    for (const name of ['wait', 'after']) {
      expect(await refused(reportStatus(api, id, sha, { state: 'success', name }))).toEqual([400, { message: { name: ['has already been taken'] } }]);
    }
  });

  it('by a pipeline that is full, unless another may be made', async () => {
    const { id, sha } = await makeCommitted(api);
    const plan = pipelinePlan(Array.from({ length: PIPELINE_JOBS_MAX }, (_unused, index) => jobPlan(`job ${index}`)));
    const given = { projectId: id, ref: 'main', sha, source: 'push', createdBy: 'root', variables: [], defaultTimeoutMs: 60_000 };
    const { id: full } = await api.app.get(PipelineStore).create({ ...given, plan });
    expect(await refused(reportStatus(api, id, sha, { state: 'running', pipeline_id: full }))).toEqual([
      422,
      { message: 'The number of jobs has exceeded the limit' },
    ]);
    const answers = await Promise.all(['a', 'b'].map((name) => reportStatus(api, id, sha, { state: 'running', name })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(answers.map(({ body }) => body.pipeline_id)).size).toBe(1);
    expect(answers[0]?.body.pipeline_id).toBeGreaterThan(full);
  });

  it('from whoever may not develop', async () => {
    const { id, sha } = await makeCommitted(api);
    const reporter = as(await makeMember(api, id, 20));
    expect((await reportStatus(api, id, sha, { state: 'success' }, reporter)).status).toBe(403);
    expect((await api.get(`/projects/${id}/repository/commits/${sha}/statuses`, reporter)).status).toBe(200);
  });

  it('while somebody else holds the pipeline for longer than callers are kept waiting', async () => {
    const { id, sha } = await makeCommitted(api);
    const { body } = await reportStatus(api, id, sha, { state: 'running' });
    const holder = await api.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM pipelines WHERE id = $1 FOR UPDATE', [body.pipeline_id]);
    const answer = await reportStatus(api, id, sha, { state: 'success' });
    await holder.query('ROLLBACK');
    holder.release();
    expect([answer.status, answer.body]).toEqual([409, { message: 'Another update to this commit status is in progress' }]);
    expect(answer.headers.get('retry-after')).toBe('1');
  }, 20_000);
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
