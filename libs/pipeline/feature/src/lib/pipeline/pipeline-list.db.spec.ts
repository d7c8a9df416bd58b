/** Proves over HTTP how lists of pipelines are filtered, ordered and paged. */
import type { PipelineSummaryResponse } from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { makePipeline, makeProject, makeWaiting } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

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
