/** Proves over HTTP how clients make pipelines, and which they cannot make. */
import type { PipelineResponse, PipelineVariableResponse } from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { commitConfig, jobsOf, makePipeline, makeProject, makeWaiting } from '../test-project.fixture';

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

  it('knows its project by the name for people', async () => {
    const id = await makeProject(api, 'named: { script: x, rules: [{ if: $CI_PROJECT_TITLE =~ /^Project / }] }\nother: { script: x }\n');
    const { id: pipelineId } = await makePipeline(api, id);
    expect(Object.keys(await jobsOf(api, id, pipelineId)).sort()).toEqual(['named', 'other']);
  });

  it('knows who makes it, and who made its commit', async () => {
    const rule = '$GITLAB_USER_ID =~ /^\\d+$/ && $GITLAB_USER_NAME == "Administrator" && $GITLAB_USER_EMAIL == "root@holdpoint.invalid"';
    const commit = '$CI_COMMIT_AUTHOR == "root <root@holdpoint.invalid>" && $CI_COMMIT_TIMESTAMP =~ /^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$/';
    const id = await makeProject(api, `made: { script: x, rules: [{ if: '${rule}' }] }\ncommitted: { script: x, rules: [{ if: '${commit}' }] }\n`);
    const { id: pipelineId } = await makePipeline(api, id);
    expect(Object.keys(await jobsOf(api, id, pipelineId)).sort()).toEqual(['committed', 'made']);
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
