/** Proves the routes of pipelines and stages over HTTP: how clients make them, what they are shown, how lists page. */
import type {
  HistoryEntryResponse,
  PipelineResponse,
  PipelineSummaryResponse,
  PipelineVariableResponse,
  StageResponse,
} from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { commitConfig, jobsOf, makePipeline, makeProject, makeWaiting, WAITING_CONFIG } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

describe('making a pipeline', () => {
  it('takes JSON, a form, and the ref in the query', async () => {
    const id = await makeProject(api);
    const variables = async (made: { body: PipelineResponse }): Promise<unknown> =>
      (await api.get<PipelineVariableResponse[]>(`/projects/${id}/pipelines/${made.body.id}/variables`)).body;
    const given = [
      { variable_type: 'env_var', key: 'A', value: '1', raw: false },
      { variable_type: 'env_var', key: 'B', value: 'x y', raw: false },
    ];
    const json = await api.post<PipelineResponse>(`/projects/${id}/pipeline`, {
      ref: 'main',
      variables: [
        { key: 'A', value: '1' },
        { key: 'B', value: 'x y' },
      ],
    });
    expect([json.status, await variables(json)]).toEqual([201, given]);
    const form = await api.form<PipelineResponse>(
      `/projects/${id}/pipeline?ref=main`,
      'variables[][key]=A&variables[][value]=1&variables%5B%5D%5Bkey%5D=B&variables%5B%5D%5Bvalue%5D=x+y',
    );
    expect([form.status, await variables(form)]).toEqual([201, given]);
    const query = await api.send<PipelineResponse>('POST', `/projects/${id}/pipeline?ref=main`);
    expect([query.status, await variables(query)]).toEqual([201, []]);
  });

  it('answers the pipeline after its first pass', async () => {
    const { pipeline } = await makeWaiting(api);
    expect(pipeline).toMatchObject({
      status: 'running',
      source: 'api',
      ref: 'main',
      user: { username: 'root' },
      detailed_status: { text: 'Running', icon: 'status_running', group: 'running' },
      finished_at: null,
    });
    expect(pipeline.started_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it.each([
    [{}, { error: 'ref is missing' }],
    [{ ref: '' }, { error: 'ref is empty' }],
    [{ ref: ['main'] }, { error: 'ref is invalid' }],
    [{ ref: 'none' }, { message: { base: ['Reference not found'] } }],
    [{ ref: 'main', variables: 'x' }, { error: expect.stringContaining('variables') }],
    [{ ref: 'main', inputs: { a: 1 } }, { error: 'inputs is not supported' }],
    [{ ref: 'main', variables: true }, { error: 'variables is invalid' }],
    [{ ref: 'main', variables: [[]] }, { error: 'variables[0] is invalid' }],
    [{ ref: 'main', variables: { x: { key: 'A' } } }, { error: 'variables[0][value] is missing' }],
    [
      { ref: 'main', variables: [{ key: 'A-B', value: '' }] },
      { error: "variables[0][key] can contain only letters, digits and '_'" },
    ],
    [
      { ref: 'main', variables: [{ key: 'A', value: '', variable_type: 'file' }] },
      { error: 'variables[0][variable_type] is not supported' },
    ],
    [
      { ref: 'main', variables: ['1', '2'].map((value) => ({ key: 'a', value })) },
      { message: { base: ['Duplicate variable name: a'] } },
    ],
    [{ ref: 'main', variables: [{ key: 'A' }] }, { error: 'variables[0][value] is missing' }],
    [{ ref: 'main', variables: [{ key: 'A', value: {} }] }, { error: 'variables[0][value] is invalid' }],
  ])('refuses %j', async (input, body) => {
    const answer = await api.post(`/projects/${await makeProject(api)}/pipeline`, input);
    expect([answer.status, answer.body]).toEqual([400, body]);
  });

  it('says what is wrong with the configuration', async () => {
    const id = await makeProject(api, 'wait:\n  external: true\n  when: manual\n');
    const invalid = await api.post<{ message: { base: string[] } }>(`/projects/${id}/pipeline`, { ref: 'main' });
    expect(invalid.status).toBe(400);
    expect(invalid.body.message.base[0]).toContain('jobs:wait');
    await commitConfig(api, id, 'build:\n  script: echo\n  rules:\n    - when: never\n', 'update');
    const filtered = await api.post<{ message: { base: string[] } }>(`/projects/${id}/pipeline`, { ref: 'main' });
    expect([filtered.status, filtered.body.message.base[0]]).toEqual([400, expect.stringContaining('empty')]);
  });

  it('says that there is no configuration', async () => {
    const { body } = await api.post<{ id: number }>('/projects', { name: 'Bare' });
    const actions = [{ action: 'create', file_path: 'README', content: '' }];
    await api.post(`/projects/${body.id}/repository/commits`, { branch: 'main', commit_message: 'x', actions });
    const answer = await api.post(`/projects/${body.id}/pipeline`, { ref: 'main' });
    expect([answer.status, answer.body]).toEqual([400, { message: { base: ['Missing CI config file'] } }]);
  });
});

it('takes null for absent, and a form with a hash of indices', async () => {
  const id = await makeProject(api);
  expect((await api.post(`/projects/${id}/pipeline`, { ref: 'main', variables: null })).status).toBe(201);
  const form = 'ref=main&variables[x][key]=a&variables[x][value]=b';
  const { status, body } = await api.form<PipelineResponse>(`/projects/${id}/pipeline`, form);
  expect(status).toBe(201);
  const given = await api.get<PipelineVariableResponse[]>(`/projects/${id}/pipelines/${body.id}/variables`);
  expect(given.body).toMatchObject([{ key: 'a', value: 'b' }]);
});

it('filters by instants in every form of ISO 8601 that it can read, and refuses the others', async () => {
  const { id } = await makeWaiting(api);
  const found = async (query: string): Promise<unknown> => {
    const { status, body } = await api.get<unknown[]>(`/projects/${id}/pipelines?${query}`);
    return status === 200 ? body.length : body;
  };
  for (const text of ['20200101', '20200101T000000Z', '2020-01-01T00Z', '2020-01-01']) {
    expect([await found(`updated_after=${text}`), await found(`created_after=${text}`)]).toEqual([1, 1]);
    expect([await found(`updated_before=${text}`), await found(`created_before=${text}`)]).toEqual([0, 0]);
  }
  expect(await found('updated_after=2020-W01-1')).toEqual({ error: 'updated_after is invalid' });
  expect([await found('yaml_errors=true'), await found('yaml_errors=false')]).toEqual([0, 1]);
});

it('every source that GitLab knows can be asked for', async () => {
  const { id } = await makeWaiting(api);
  for (const source of ['unknown', 'ondemand_dast_scan', 'duo_workflow', 'container_registry_push', 'pipeline_execution_policy_schedule']) {
    const answer = await api.get(`/projects/${id}/pipelines?source=${source}`);
    expect([source, answer.status, answer.body]).toEqual([source, 200, []]);
  }
  expect((await api.get(`/projects/${id}/pipelines?source=nowhere`)).status).toBe(400);
});

it('a blank text or date does not filter, a blank word is none', async () => {
  const { id, pipeline } = await makeWaiting(api);
  const blank = await api.get<PipelineSummaryResponse[]>(`/projects/${id}/pipelines?ref=&sha=%20&username=&name=&created_after=&updated_before=`);
  expect([blank.status, blank.body.map((found) => found.id)]).toEqual([200, [pipeline.id]]);
  expect((await api.get(`/projects/${id}/pipelines?status=`)).body).toEqual({ error: 'status does not have a valid value' });
  expect((await api.get<unknown[]>(`/projects/${id}/repository/commits/${pipeline.sha}/statuses?ref=&stage=&name=`)).body).toHaveLength(2);
  expect((await api.get<unknown[]>(`/projects/${id}/repository/branches?search=`)).body).toHaveLength(1);
  expect((await api.get<unknown[]>(`/projects/${id}/pipelines?username=ROOT`)).body).toHaveLength(1);
});

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

describe('listing pipelines', () => {
  let id: number;
  let ids: number[];

  beforeAll(async () => {
    id = await makeProject(api);
    ids = [];
    for (const _ of [1, 2, 3]) ids.unshift((await makePipeline(api, id)).id);
    await api.post(`/projects/${id}/pipelines/${ids[2]}/cancel`);
  });

  const list = (query: string): ReturnType<typeof api.get<PipelineSummaryResponse[]>> =>
    api.get<PipelineSummaryResponse[]>(`/projects/${id}/pipelines${query}`);

  it.each([
    ['', [0, 1, 2]],
    ['?sort=asc', [2, 1, 0]],
    ['?scope=running', [0, 1]],
    ['?scope=pending', []],
    ['?scope=finished', [2]],
    ['?scope=branches', [0]],
    ['?scope=tags', []],
    ['?status=canceled', [2]],
    ['?scope=finished&status=running', []],
    ['?ref=main', [0, 1, 2]],
    ['?ref=none', []],
    ['?source=api', [0, 1, 2]],
    ['?source=push', []],
    ['?username=root', [0, 1, 2]],
    ['?username=ann', []],
    ['?order_by=updated_at', [2, 0, 1]],
    ['?updated_after=2100-01-01T00:00:00Z', []],
    ['?updated_before=2100-01-01T00:00:00Z', [0, 1, 2]],
    ['?all=False&unknown=1', [0, 1, 2]],
    ['?page=2&per_page=2', [2]],
  ])('%s', async (query, expected) => {
    const { status, body } = await list(query);
    expect([status, body.map((pipeline) => pipeline.id)]).toEqual([200, expected.map((index) => ids[index])]);
  });

  it.each([
    ['scope=some', 'scope'],
    ['status=waiting', 'status'],
    ['source=nowhere', 'source'],
    ['order_by=name', 'order_by'],
    ['sort=up', 'sort'],
    ['status[]=running', 'status'],
  ])('refuses %s', async (query, param) => {
    const answer = await list(`?${query}`);
    expect([answer.status, answer.body]).toEqual([400, { error: `${param} does not have a valid value` }]);
  });

  it.each(['updated_after=yesterday', 'ref[a]=1', 'ref[]=main', 'sha=%F0%9F'])('refuses or ignores %s, and stays up', async (query) => {
    expect([200, 400]).toContain((await list(`?${query}`)).status);
  });

  it('links to pages on the host that was asked, and counts', async () => {
    const first = await list('?per_page=2&ref=main');
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'x-total': '3',
      'x-total-pages': '2',
      'x-page': '1',
      'x-per-page': '2',
      'x-next-page': '2',
      'x-prev-page': '',
    });
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(next).toContain(api.base);
    const second = await api.get<PipelineSummaryResponse[]>(next);
    expect(second.body.map((pipeline) => pipeline.id)).toEqual([ids[2]]);
    expect(second.headers.get('link')).not.toContain('rel="next"');
  });
});
