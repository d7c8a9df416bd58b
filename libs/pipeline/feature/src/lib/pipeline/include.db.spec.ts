/** `include` over HTTP and PostgreSQL: pipelines, child pipelines and CI lint of commits whose configuration is in several files. */
import type { LintResponse, PipelineResponse } from '@holdpoint/pipeline-contract';
import { BridgedProjects, CHILD } from '../bridge/bridged-projects.fixture';
import { jobsOf } from '../test-project.fixture';

const CI = '.gitlab-ci.yml';

const FILES = {
  [CI]: 'include: [/ci/base.yml, "ci/jobs/*.yml"]\nstages: [one, two]\nlast: { stage: two, extends: .waits }\n',
  'ci/base.yml': 'include: { local: ci/deep.yml, rules: [{ exists: [Makefile] }] }\n.waits: { external: true, timeout: 2 hours }\n',
  'ci/deep.yml': 'deep: { stage: one, extends: .waits }\n',
  'ci/jobs/a.yml': 'a: { stage: one, script: x }\n',
  'ci/jobs/b.yml': 'b: { stage: one, script: x }\n',
  'ci/jobs/not/c.yml': 'c: { stage: one, script: x }\n',
  Makefile: 'all:\n',
};

let bridged: BridgedProjects;
beforeAll(async () => (bridged = await BridgedProjects.start()));
afterAll(() => bridged.api.stop());

const lint = async (id: number, query = ''): Promise<LintResponse> => (await bridged.api.get<LintResponse>(`/projects/${id}/ci/lint?${query}`)).body;

describe('a pipeline', () => {
  it('is made of all files that its configuration includes', async () => {
    const { id } = await bridged.project(FILES);
    const { id: pipelineId } = await bridged.pipeline(id);
    const jobs = await jobsOf(bridged.api, id, pipelineId);
    expect(Object.keys(jobs).sort()).toEqual(['a', 'b', 'deep', 'last']);
    expect(jobs['deep']).toMatchObject({ kind: 'external', stage: 'one', status: 'running_externally' });
    expect(jobs['last']).toMatchObject({ kind: 'external', stage: 'two' });
  });

  it('is refused in GitLab’s words where a file is not there, with the file that includes it', async () => {
    const { id } = await bridged.project({ [CI]: 'include: a.yml', 'a.yml': 'include: gone.yml' });
    const { status, body } = await bridged.api.post(`/projects/${id}/pipeline`, { ref: 'main' });
    expect([status, body]).toEqual([400, { message: { base: ['a.yml: Local file `gone.yml` does not exist!'] } }]);
  });

  it.each([
    ['include: { remote: "https://example.org/a.yml" }', 'include config key remote is not supported yet'],
    ['include: [.gitlab-ci.yml]\na: { script: x }', expect.stringContaining('Maximum of 150 nested includes are allowed!')],
    ['include: "$ODD.yml"', expect.stringMatching(/^Local file `a\tb.*\.yml` does not exist!$/)],
    [`include: "${'a'.repeat(10_000)}.yml"`, expect.stringContaining('Local file `aaa')],
    ['include: "__proto__/x.yml"', expect.stringContaining('does not exist!')],
  ])('is refused: %.60s', async (config, message) => {
    const { id } = await bridged.project({ [CI]: config });
    const variables = [{ key: 'ODD', value: 'a\tb\u0001' }];
    const { status, body } = await bridged.api.post(`/projects/${id}/pipeline`, { ref: 'main', variables });
    expect([status, body]).toEqual([400, { message: { base: [message] } }]);
  });

  it('does not read more of the files than a configuration may have', async () => {
    const big = `#${'x'.repeat(600_000)}\na: { script: x }\n`;
    const { id } = await bridged.project({ [CI]: 'include: ["*.yml"]', 'a.yml': big, 'b.yml': big, 'c.yml': big });
    const { status, body } = await bridged.api.post(`/projects/${id}/pipeline`, { ref: 'main' });
    expect([status, body]).toEqual([400, { message: { base: ['b.yml: The parsed YAML is too big: more than 1048576 bytes'] } }]);
  });

  it('sees the variables that it is created with', async () => {
    const { id } = await bridged.project({ [CI]: 'include: $WHICH.yml\nalways: { script: x }', 'a.yml': 'a: { external: true }', 'b.yml': 'b: { external: true }' });
    const { body } = await bridged.api.post<PipelineResponse>(`/projects/${id}/pipeline`, { ref: 'main', variables: [{ key: 'WHICH', value: 'b' }] });
    expect(Object.keys(await jobsOf(bridged.api, id, body.id))).toEqual(expect.arrayContaining(['always', 'b']));
  });
});

describe('a child pipeline', () => {
  const childOf = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const { id } = await bridged.project(files);
    const downstream = await bridged.downstream(id, (await bridged.pipeline(id)).id);
    return Object.keys(await jobsOf(bridged.api, id, downstream.id)).sort();
  };

  it('is made of what its file includes', async () => {
    expect(await childOf({ [CI]: 'go: { trigger: { include: child.yml } }', 'child.yml': `include: ci/more.yml\n${CHILD}`, 'ci/more.yml': 'more: { external: true }' })).toEqual(['more', 'wait']);
  });

  it('is made of all files that a pattern names', async () => {
    expect(await childOf({ [CI]: 'go: { trigger: { include: "child/*.yml" } }', 'child/a.yml': 'a: { external: true }', 'child/b.yml': 'b: { external: true }' })).toEqual(['a', 'b']);
  });

  it.each([
    ['gone.yml', 'Local file `gone.yml` does not exist!'],
    ['child.txt', 'Included file `child.txt` does not have YAML extension!'],
    ['child.yml', 'child.yml: Local file `gone.yml` does not exist!'],
  ])('of %s fails its bridge, and says why', async (include, message) => {
    const { id } = await bridged.project({ [CI]: `go: { trigger: { include: ${include} } }`, 'child.txt': CHILD, 'child.yml': 'include: gone.yml' });
    const { id: pipelineId } = await bridged.pipeline(id);
    expect(await bridged.bridge(id, pipelineId)).toMatchObject({ status: 'failed', failure_reason: 'downstream_pipeline_creation_failed', downstream_errors: [message] });
  });
});

describe('CI lint', () => {
  it('reads what a commit includes, with a dry run and without', async () => {
    const { id } = await bridged.project(FILES);
    for (const query of ['dry_run=true', 'include_jobs=true', 'include_jobs=true&content_ref=main']) {
      expect((await lint(id, query)).jobs?.map(({ name }) => name).sort()).toEqual(['a', 'b', 'deep', 'last']);
    }
  });

  it('reads what a text includes from the head of the default branch', async () => {
    const { id } = await bridged.project(FILES);
    for (const more of [{ include_jobs: true }, { dry_run: true }]) {
      const { body } = await bridged.api.post<LintResponse>(`/projects/${id}/ci/lint`, { content: 'include: ci/jobs/a.yml\nstages: [one]', ...more });
      expect([body.errors, body.jobs?.map(({ name }) => name)]).toEqual([[], ['a']]);
    }
  });

  it('reads the files of the commit that it is asked about', async () => {
    const { id } = await bridged.project({ [CI]: 'include: a.yml', 'a.yml': 'old: { script: x }' });
    const { body: head } = await bridged.api.get<{ id: string }>(`/projects/${id}/repository/commits/main`);
    const actions = [{ action: 'update', file_path: 'a.yml', content: 'new: { script: x }' }];
    await bridged.api.post(`/projects/${id}/repository/commits`, { branch: 'main', commit_message: 'x', actions });
    expect((await lint(id, `include_jobs=true&content_ref=${head.id}`)).jobs).toMatchObject([{ name: 'old' }]);
    expect((await lint(id, 'include_jobs=true')).jobs).toMatchObject([{ name: 'new' }]);
  });

  it('says in which file a problem is', async () => {
    const { id } = await bridged.project({ [CI]: 'include: a.yml\nb: { script: x, foo: 1 }', 'a.yml': '\na: { script: x, foo: 1 }' });
    const { errors, problems } = await lint(id);
    expect(errors).toEqual(['jobs:a config contains unknown keys: foo', 'jobs:b config contains unknown keys: foo']);
    expect(problems.map(({ file, line, column }) => [file, line, column])).toEqual([['a.yml', 2, 17], [null, 2, 17]]);
  });

  it('has no files in a project without a commit', async () => {
    const { body: project } = await bridged.api.post<{ id: number }>('/projects', { name: 'Nothing to include' });
    const { body } = await bridged.api.post<LintResponse>(`/projects/${project.id}/ci/lint`, { content: 'include: a.yml' });
    expect(body).toMatchObject({ valid: false, errors: ['Local file `a.yml` does not exist!'] });
  });
});
