/** Proves which statuses of commits are refused as GitLab does it, over real HTTP, and that nothing is left of them. */
import { PipelineStore } from '@holdpoint/pipeline-application';
import { PIPELINE_JOBS_MAX } from '@holdpoint/pipeline-domain';
import { jobPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import { as, makeMember } from '../test-access.fixture';
import { TestApi, type Answer } from '../test-api.fixture';
import { makePipeline, makeProject } from '../test-project.fixture';
import { listStatuses, makeCommitted, pipelinesOf, reportStatus, rowsOf } from './commit-status.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

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
    expect(await rowsOf(api, id)).toEqual([]);
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
    expect(await rowsOf(api, id)).toEqual([]);
  });

  it.each([
    [1e200, 'must be less than or equal to 100'],
    [100.01, 'must be less than or equal to 100'],
    [-0.5, 'must be greater than or equal to 0'],
  ])('with a coverage of %s percent, as the field that the model does not take', async (coverage, problem) => {
    const { id, sha } = await makeCommitted(api);
    const answer = await reportStatus(api, id, sha, { state: 'success', coverage });
    expect([answer.status, answer.body, answer.headers.get('x-error-code')]).toEqual([400, { message: { coverage: [problem] } }, 'coverage_invalid']);
    expect(await rowsOf(api, id)).toEqual([]);
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
    expect(await pipelinesOf(api, id)).toEqual([]);
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
