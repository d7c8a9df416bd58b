/** Proves lint over HTTP: texts and commits, with every problem, its place, and the jobs of a dry run. */
import type { CommitResponse, LintResponse } from '@holdpoint/pipeline-contract';
import { ConfigReader, ConfigReaderUnavailable } from '@holdpoint/pipeline-application';
import { TestApi } from '../test-api.fixture';
import { commitConfig, makeProject, WAITING_CONFIG } from '../test-project.fixture';

let api: TestApi;
let id: number;
beforeAll(async () => {
  api = await TestApi.start();
  id = await makeProject(api);
});
afterAll(() => api.stop());

const lint = (input: object): ReturnType<typeof api.post<LintResponse>> =>
  api.post<LintResponse>(`/projects/${id}/ci/lint`, input);

it('that could not be read now is told to come again, and not that the database is away', async () => {
  const reader = api.app.get(ConfigReader);
  const read = reader.read.bind(reader);
  reader.read = () => Promise.reject(new ConfigReaderUnavailable());
  const { status, headers, body } = await lint({ content: 'wait: { external: true }' });
  reader.read = read;
  expect([status, headers.get('x-error-code'), headers.get('retry-after')]).toEqual([503, 'config_unread', '5']);
  expect(body).toEqual({ message: expect.stringContaining('The configuration was not read: too many wait to be read') });
});

describe('a text', () => {
  it('is valid', async () => {
    const content = 'wait:\n  external: true\n';
    const { status, body } = await lint({ content });
    expect([status, body]).toEqual([200, { valid: true, errors: [], warnings: [], merged_yaml: content, problems: [] }]);
  });

  it('is invalid, with every problem and its place', async () => {
    const { status, body } = await lint({ content: 'wait:\n  external: true\n  when: manual\n  variables: {A: b}\n' });
    expect([status, body.valid]).toEqual([200, false]);
    expect(body.problems.map(({ message, line, column }) => [message.slice(0, message.indexOf(' (')), line, column])).toEqual([
      ['jobs:wait config key may not be used with `external`: when', 3, 3],
      ['jobs:wait config key may not be used with `external`: variables', 4, 3],
    ]);
    expect(body.problems.map(({ message }) => message)).toEqual(body.errors);
  });

  it('lists its jobs after a dry run', async () => {
    const content = 'build:\n  script: [echo]\nwait:\n  needs: [build]\n  external: true\n';
    const { body } = await lint({ content, dry_run: 'True' });
    expect(body.jobs?.map(({ name, kind, needs, script }) => ({ name, kind, needs, script }))).toEqual([
      { name: 'build', kind: 'build', needs: null, script: ['echo'] },
      { name: 'wait', kind: 'external', needs: [{ name: 'build', optional: false }], script: [] },
    ]);
  });

  it('lists a bridge, whose commands are elsewhere', async () => {
    const { body } = await lint({ content: 'child:\n  trigger: { include: child.yml, strategy: depend }\n', dry_run: true });
    expect([body.errors, body.jobs]).toEqual([[], [expect.objectContaining({ name: 'child', kind: 'bridge', script: [] })]]);
  });

  it('is refused by a dry run when a variable leaves a key empty', async () => {
    const { body } = await lint({ content: 'wait:\n  external: { match: { key: $NOTHING } }\n', dry_run: true });
    expect(body.errors).toEqual(["'wait' job: external:match:key is empty once its variables are expanded"]);
  });

  it('has its jobs listed by stage, whatever their rules, where no dry run is asked for', async () => {
    const content = 'late: { stage: deploy, script: x, rules: [{ when: never }] }\nwait: { external: true, only: [tags] }\nask: { script: y, when: manual }\n';
    const { body } = await lint({ content, include_jobs: true });
    expect(body).toMatchObject({ valid: true, errors: [] });
    expect(body.jobs).toEqual([
      { name: 'wait', stage: 'test', kind: 'external', when: 'on_success', allow_failure: false, needs: null, script: [] },
      { name: 'ask', stage: 'test', kind: 'build', when: 'manual', allow_failure: true, needs: null, script: ['y'] },
      { name: 'late', stage: 'deploy', kind: 'build', when: 'on_success', allow_failure: false, needs: null, script: ['x'] },
    ]);
  });

  it('is run as whoever asks', async () => {
    const content = 'mine: { script: x, rules: [{ if: $GITLAB_USER_LOGIN == "root" }] }\nall: { script: x }\n';
    expect((await lint({ content, dry_run: true })).body.jobs?.map(({ name }) => name)).toEqual(['mine', 'all']);
    await commitConfig(api, id, content, 'update');
    const { body } = await api.get<LintResponse>(`/projects/${id}/ci/lint?dry_run=true`);
    expect(body.jobs?.map(({ name }) => name)).toEqual(['mine', 'all']);
    await commitConfig(api, id, WAITING_CONFIG, 'update');
  });

  it('is run for the commit at the head of the branch', async () => {
    const { body: head } = await api.get<CommitResponse>(`/projects/${id}/repository/commits/main`);
    const at = head.created_at.replace(/\.\d+/, '');
    const condition = `$CI_COMMIT_TIMESTAMP == "${at}" && $CI_COMMIT_AUTHOR == "root <${head.author_email}>" && $CI_PROJECT_TITLE =~ /^Project /`;
    const content = `a: { script: x, rules: [{ if: '${condition}' }] }\n`;
    expect((await lint({ content, dry_run: true })).body).toMatchObject({ errors: [], jobs: [{ name: 'a' }] });
  });

  it('is refused by a dry run that has no job left', async () => {
    const { body } = await lint({ content: 'a:\n  script: echo\n  only: [tags]\n', dry_run: true });
    expect([body.valid, body.errors.length]).toEqual([false, 1]);
  });

  it.each([
    [{}, 'content is missing'],
    [{ content: ['a'] }, 'content is invalid'],
    [{ content: 'a', dry_run: 'perhaps' }, 'dry_run is invalid'],
  ])('is refused: %j', async (input, error) => {
    const answer = await lint(input);
    expect([answer.status, answer.body]).toEqual([400, { error }]);
  });

  it.each([
    ['nothing', ''],
    ['brackets', `${'['.repeat(50_000)}`],
    ['aliases', 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n'],
    ['a prototype', '__proto__:\n  script: echo\nconstructor:\n  script: echo\n'],
    ['two megabytes', `a: "${'x'.repeat(2 << 20)}"`],
  ])('may be hostile: %s', async (_name, content) => {
    const { status, body } = await lint({ content });
    expect([status, typeof body.valid]).toEqual([200, 'boolean']);
  });
});

describe('a commit', () => {
  const at = (query: string, project = id): ReturnType<typeof api.get<LintResponse>> =>
    api.get<LintResponse>(`/projects/${project}/ci/lint${query}`);

  it('is judged at a branch, a sha or the default branch', async () => {
    const { body } = await api.get<{ id: string }>(`/projects/${id}/repository/commits/main`);
    for (const query of ['', '?sha=main', `?sha=${body.id}`, '?ref=main&dry_run=true']) {
      const answer = await at(query);
      expect([answer.status, answer.body.valid]).toEqual([200, true]);
    }
  });

  describe('of another branch', () => {
    const MAIN = 'on-feat: { script: x, rules: [{ if: $CI_COMMIT_BRANCH == "feat" }] }\nalways: { script: x }\n';
    let other: number;
    beforeAll(async () => {
      other = await makeProject(api);
      await commitConfig(api, other, MAIN, 'update');
      const actions = [{ action: 'update', file_path: '.gitlab-ci.yml', content: 'a: {}' }];
      await api.post(`/projects/${other}/repository/commits`, { branch: 'feat', start_branch: 'main', commit_message: 'x', actions });
    });

    it.each<[string, unknown[]]>([
      ['content_ref=feat', [200, false, undefined]],
      ['content_ref=feat&sha=main', [200, false, undefined]],
      ['content_ref=none', [404, undefined, undefined]],
      ['dry_run=true', [200, true, ['always']]],
      ['dry_run=true&dry_run_ref=feat', [200, true, ['on-feat', 'always']]],
      ['dry_run=true&ref=feat', [200, true, ['on-feat', 'always']]],
      ['dry_run=true&dry_run_ref=none', [200, false, undefined]],
      ['include_jobs=true&ref=feat', [200, true, ['on-feat', 'always']]],
      ['ref=none', [200, true, undefined]],
    ])('%s', async (query, expected) => {
      const { status, body } = await at(`?${query}`, other);
      expect([status, body.valid, body.jobs?.map(({ name }) => name)]).toEqual(expected);
    });

    it('is not there: a text is not run for it either', async () => {
      const { body } = await api.post<LintResponse>(`/projects/${other}/ci/lint`, { content: MAIN, dry_run: true, ref: 'none' });
      expect([body.valid, body.errors]).toEqual([false, ['Reference not found']]);
    });
  });

  it('may be wrong', async () => {
    const other = await makeProject(api);
    await commitConfig(api, other, 'a: {}\n', 'update');
    expect((await at('', other)).body.valid).toBe(false);
  });

  it('may hold none, or not be there', async () => {
    const { body } = await api.post<{ id: number }>('/projects', { name: 'No configuration' });
    const actions = [{ action: 'create', file_path: 'README', content: '' }];
    await api.post(`/projects/${body.id}/repository/commits`, { branch: 'main', commit_message: 'x', actions });
    expect((await at('', body.id)).body).toMatchObject({ valid: false, errors: ['Please provide content of .gitlab-ci.yml'] });
    const none = await at('?sha=none');
    expect([none.status, none.body]).toEqual([404, { message: '404 Commit Not Found' }]);
  });
});
