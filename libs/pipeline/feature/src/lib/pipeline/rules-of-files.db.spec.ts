/** Proves over HTTP that rules look at the files of a commit: `rules:exists`, `rules:changes:compare_to`. */
import type { JobResponse, LintResponse, PipelineResponse } from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { commitConfig, makeProject } from '../test-project.fixture';

let api: TestApi;
let id: number;
beforeAll(async () => {
  api = await TestApi.start();
  id = await makeProject(api);
  await commitConfig(api, id, CONFIG, 'update');
  const change = (file_path: string): object => ({ action: 'create', file_path, content: 'x' });
  await api.post(`/projects/${id}/repository/commits`, { branch: 'feature', start_branch: 'main', commit_message: 'm', actions: [change('manifests/app/deploy.yaml')] });
});
afterAll(() => api.stop());

const CONFIG = `
build: { script: x }
wait-for-sync:
  external: true
  rules:
    - changes: { paths: ["manifests/**/*"], compare_to: $BASE }
      exists: ["manifests/*/deploy.{yaml,yml}"]
      allow_failure: true
variables: { BASE: main }
`;

const create = (ref: string, variables: readonly object[] = []): ReturnType<typeof api.post<PipelineResponse>> =>
  api.post<PipelineResponse>(`/projects/${id}/pipeline`, { ref, variables });

const jobsOn = async (ref: string): Promise<readonly object[]> => {
  const { body } = await create(ref);
  const { body: jobs } = await api.get<JobResponse[]>(`/projects/${id}/pipelines/${body.id}/external_jobs`);
  return jobs.map(({ name, allow_failure }) => ({ name, allow_failure }));
};

it('a job waits where files have changed since another branch', async () => {
  expect(await jobsOn('feature')).toEqual([{ name: 'wait-for-sync', allow_failure: true }]);
});

it('and is left out where none have', async () => {
  expect(await jobsOn('main')).toEqual([]);
});

it('a ref that is not there is an error that names the job', async () => {
  const { status, body } = await create('feature', [{ key: 'BASE', value: 'nowhere' }]);
  expect([status, body]).toEqual([400, { message: { base: ['Failed to parse rule for wait-for-sync: rules:changes:compare_to is not a valid ref'] } }]);
});

it('a dry run looks at the files of its branch', async () => {
  const listed = async (ref: string): Promise<unknown> => {
    const { body } = await api.post<LintResponse>(`/projects/${id}/ci/lint`, { content: CONFIG, dry_run: true, ref });
    return body.jobs?.map(({ name }) => name);
  };
  expect([await listed('feature'), await listed('main')]).toEqual([['build', 'wait-for-sync'], ['build']]);
});
