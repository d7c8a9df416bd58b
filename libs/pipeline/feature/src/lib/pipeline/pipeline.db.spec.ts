/** Proves the routes of one pipeline and its stages over HTTP: what clients are shown, how they cancel and retry. */
import type { HistoryEntryResponse, PipelineResponse, StageResponse } from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { commitConfig, jobsOf, makePipeline, makeProject, makeWaiting, WAITING_CONFIG } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

describe('showing a pipeline', () => {
  it('by number and as the latest', async () => {
    const { id, pipeline } = await makeWaiting(api);
    expect((await api.get(`/projects/${id}/pipelines/${pipeline.id}`)).body).toEqual(pipeline);
    expect((await api.get(`/projects/${id}/pipelines/latest?ref=main`)).body).toEqual(pipeline);
    expect((await api.get(`/projects/${id}/pipelines/latest`)).body).toEqual(pipeline);
    const none = await api.get(`/projects/${id}/pipelines/latest?ref=none`);
    expect([none.status, none.body]).toEqual([403, { message: '403 Forbidden' }]);
  });

  it('shows how long it was queued in whole seconds, and null for less than one', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const queued = async (ms: number): Promise<number | null> => {
      await api.pool.query("UPDATE pipelines SET started_at = created_at + $2::int * interval '1 millisecond' WHERE id = $1", [pipeline.id, ms]);
      return (await api.get<PipelineResponse>(`/projects/${id}/pipelines/${pipeline.id}`)).body.queued_duration;
    };
    expect([await queued(0), await queued(999), await queued(1_999)]).toEqual([null, null, 1]);
  });

  it('as the latest only where it is of the head of its branch', async () => {
    const { id, pipeline } = await makeWaiting(api);
    expect((await api.get(`/projects/${id}/pipelines/latest?ref=`)).body).toEqual(pipeline);
    await commitConfig(api, id, `${WAITING_CONFIG}# more`, 'update');
    const none = await api.get(`/projects/${id}/pipelines/latest`);
    expect([none.status, none.body]).toEqual([403, { message: '403 Forbidden' }]);
    const newer = await makePipeline(api, id);
    await api.post(`/projects/${id}/statuses/${pipeline.sha}`, { state: 'success', ref: 'main', name: 'later' });
    expect((await api.get(`/projects/${id}/pipelines/latest`)).body).toMatchObject({ id: newer.id });
  });

  it.each([
    ['999999', 404, { message: '404 Not found' }],
    ['9223372036854775808', 404, { message: '404 Not found' }],
    ['abc', 400, { error: 'pipeline_id is invalid' }],
    ['01', 400, { error: 'pipeline_id is invalid' }],
    ['1e0', 400, { error: 'pipeline_id is invalid' }],
    ['-1', 400, { error: 'pipeline_id is invalid' }],
  ])('answers %s with %d', async (pipelineId, status, body) => {
    const id = await makeProject(api);
    const answers = await Promise.all(
      ['', '/variables', '/history', '/stages', '/jobs', '/bridges', '/external_jobs'].map((rest) =>
        api.get(`/projects/${id}/pipelines/${pipelineId}${rest}`),
      ),
    );
    expect(answers.map((answer) => [answer.status, answer.body])).toEqual(answers.map(() => [status, body]));
  });

  it('with stages of which those passed with warnings whose failures are allowed', async () => {
    const id = await makeProject(api, 'stages: [a, b]\nlax: { stage: a, external: true, allow_failure: true }\nstrict: { stage: a, external: true }\nlast: { stage: b, external: true }');
    const { id: pipelineId } = await makePipeline(api, id);
    const report = async (job_name: string, job_status: string): Promise<unknown> => {
      await api.post(`/projects/${id}/pipeline_callback`, { pipeline_id: pipelineId, job_name, job_status });
      const { body } = await api.get<StageResponse[]>(`/projects/${id}/pipelines/${pipelineId}/stages`);
      return body.map(({ status, detailed_status: { text, label, group } }) => [status, text, label, group]);
    };
    const warned = ['success', 'Warning', 'passed with warnings', 'success-with-warnings'];
    const running = ['running', 'Running', 'running', 'running'];
    expect(await report('lax', 'failed')).toEqual([running, ['created', 'Created', 'created', 'created']]);
    expect(await report('strict', 'success')).toEqual([warned, running]);
    expect(await report('last', 'success')).toEqual([warned, ['success', 'Passed', 'passed', 'success']]);
  });

  it('not to another project', async () => {
    const { pipeline } = await makeWaiting(api);
    expect((await api.get(`/projects/${await makeProject(api)}/pipelines/${pipeline.id}`)).status).toBe(404);
  });

  it('with its stages and its history, page by page', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const stages = await api.get<StageResponse[]>(`/projects/${id}/pipelines/${pipeline.id}/stages`);
    expect(stages.body.map(({ name, status }) => [name, status])).toEqual([
      ['build', 'running'],
      ['test', 'created'],
    ]);
    await api.post(`/projects/${id}/pipelines/${pipeline.id}/cancel`);
    const path = `/projects/${id}/pipelines/${pipeline.id}/history`;
    const history = await api.get<HistoryEntryResponse[]>(path);
    expect(history.body.map(({ seq, job_name, from, to, cause }) => [seq, job_name, from, to, cause.type])).toEqual([
      [1, 'wait', 'created', 'running_externally', 'processing'],
      [2, 'wait', 'running_externally', 'canceled', 'user'],
      [3, 'after', 'created', 'canceled', 'user'],
    ]);
    const second = await api.get<HistoryEntryResponse[]>(`${path}?per_page=1&page=2`);
    expect(second.body.map(({ seq }) => seq)).toEqual([2]);
    expect(second.headers.get('x-next-page')).toBe('3');
  });
});

describe('canceling and retrying', () => {
  it('cancels with 200, also when there is nothing to cancel', async () => {
    const { id, pipeline } = await makeWaiting(api);
    for (const _ of [1, 2]) {
      const canceled = await api.post<PipelineResponse>(`/projects/${id}/pipelines/${pipeline.id}/cancel`);
      expect([canceled.status, canceled.body.status]).toEqual([200, 'canceled']);
    }
    expect((await jobsOf(api, id, pipeline.id))['wait']).toMatchObject({ status: 'canceled' });
  });

  it('retries with 201', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    await api.post(`/projects/${id}/pipelines/${pipeline.id}/cancel`);
    const retried = await api.send<PipelineResponse>('POST', `/projects/${id}/pipelines/${pipeline.id}/retry`);
    expect([retried.status, retried.body.status]).toEqual([201, 'running']);
    const jobs = await jobsOf(api, id, pipeline.id);
    expect(jobs['wait']).toMatchObject({ status: 'running_externally', attempt: 2 });
    expect(jobs['wait']?.id).not.toBe(wait.id);
  });

  it.each(['cancel', 'retry'])('does not find what it should %s', async (action) => {
    const answer = await api.post(`/projects/${await makeProject(api)}/pipelines/999999/${action}`);
    expect([answer.status, answer.body]).toEqual([404, { message: '404 Not found' }]);
  });
});
