/** Configurations are read in threads, one of a thousand jobs and a short one that takes long: whoever shares the process goes on meanwhile. */
import { freePort } from '@holdpoint/evaluation-process';
import type { BridgeResponse, LintResponse, PipelineResponse } from '@holdpoint/pipeline-contract';
import { Api, eventually } from './lib/api';
import { HoldpointProcess } from './lib/holdpoint-process';
import { createTestDatabase, type TestDatabase } from './lib/test-database';

const JOBS = 1_000;
const job = (index: number): string =>
  `job-${index}:\n  stage: test\n  script: [make ${index}, make check]\n  rules: [{ if: '$CI_COMMIT_BRANCH == "main"', variables: { PART: "${index}" } }]\n`;
const LARGE = Array.from({ length: JOBS }, (_, index) => job(index)).join('');

/** Some 600 characters; to compile these takes as long as all of a text may. */
const SLOW = `job:\n  script: x\n  rules:\n${Array.from({ length: 16 }, (_, index) => `    - if: $A =~ /(abcdefgh${index + 10}){1000}/\n`).join('')}    - when: always\n`;

describe('a configuration', () => {
  let database: TestDatabase;
  let holdpoint: HoldpointProcess;
  let api: Api;
  let projectId: number;
  beforeAll(async () => {
    database = await createTestDatabase('large_config');
    holdpoint = await HoldpointProcess.start(await freePort(), database.url, {});
    api = new Api(holdpoint.url);
    projectId = await api.createProject('large', LARGE);
  });
  afterAll(async () => {
    await holdpoint.stop();
    await database.drop();
  });

  const lint = (content: string, more: object = {}): Promise<LintResponse> => api.expect<LintResponse>('POST', `/projects/${projectId}/ci/lint`, { content, ...more });

  it('is judged and planned as a small one is', async () => {
    const planned = await lint(LARGE, { dry_run: true });
    expect([planned.valid, planned.jobs?.length, planned.jobs?.at(-1)]).toMatchObject([true, JOBS, { name: `job-${JOBS - 1}`, script: [`make ${JOBS - 1}`, 'make check'] }]);
    expect((await lint(LARGE, { include_jobs: true })).jobs).toHaveLength(JOBS);
    const wrong = await lint(`${LARGE}last: { when: never }\n`);
    expect(wrong).toMatchObject({ valid: false, problems: [{ path: 'jobs:last', line: JOBS * 4 + 1 }] });
    const { id } = await api.expect<PipelineResponse>('POST', `/projects/${projectId}/pipeline`, { ref: 'main' });
    expect(await database.query(`SELECT count(*)::int AS jobs FROM builds WHERE pipeline_id = ${id}`)).toEqual([{ jobs: JOBS }]);
  });

  it('of a child pipeline is read from its files, with the variables that it is given', async () => {
    const files = {
      '.gitlab-ci.yml': 'go: { variables: { PART: two }, trigger: { include: [one.yml, two.yml], strategy: depend } }\n',
      'one.yml': 'one: { script: x, rules: [{ if: $PART == "one" }] }\n',
      'two.yml': 'two: { external: true, rules: [{ if: $PART == "two" }] }\n',
    };
    const actions = Object.entries(files).map(([path, content]) => ({ action: path === '.gitlab-ci.yml' ? 'update' : 'create', file_path: path, content }));
    await api.expect('POST', `/projects/${projectId}/repository/commits`, { branch: 'main', commit_message: 'Trigger a child', actions });
    const { id } = await api.createPipeline(projectId);
    const child = await eventually(async () => {
      const [bridge] = await api.expect<BridgeResponse[]>('GET', `/projects/${projectId}/pipelines/${id}/bridges`);
      return bridge?.downstream_pipeline ?? undefined;
    });
    expect((await api.jobs(projectId, child.id)).map(({ name }) => name)).toEqual(['two']);
  });

  it('reads those of fifty pipelines that one user makes at once', async () => {
    const projectId = await api.createProject('fifty', 'wait: { external: true }');
    const makeFifty = () => Promise.all(Array.from({ length: 50 }, () => api.call('POST', `/projects/${projectId}/pipeline`, { ref: 'main' })));
    // The second time they come faster than they are read.
    for (const made of [await makeFifty(), await makeFifty()]) expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]));
  });

  it.each([
    ['of a thousand jobs', LARGE],
    ['of a kilobyte of regular expressions', SLOW],
  ])('holds nobody up who asks for something else meanwhile: %s', async (_, content) => {
    await lint(content);
    let read = false;
    const reading = lint(content, { dry_run: true }).finally(() => (read = true));
    let answered = 0;
    while (!read) {
      await fetch(new URL('/-/liveness', holdpoint.url));
      answered += 1;
    }
    await reading;
    // Read in the thread that answers, 4 to 6 were, before the text had come and while its answer went.
    expect(answered).toBeGreaterThan(20);
  });
});
