/** Proves that the full name of a ref means the branch wherever one is asked for, as git and CI systems write it. */
import { TestApi } from '../test-api.fixture';
import { makePipeline, makeProject } from '../test-project.fixture';

const FULL = 'refs/heads/main';

let api: TestApi;
let path: string;
beforeAll(async () => {
  api = await TestApi.start();
  const id = await makeProject(api);
  await makePipeline(api, id);
  path = `/projects/${id}`;
});
afterAll(() => api.stop());

it.each([
  `pipelines/latest?ref=${FULL}`,
  'repository/branches/refs%2Fheads%2Fmain',
  'repository/commits/refs%2Fheads%2Fmain',
  `repository/commits?ref_name=${FULL}`,
  `repository/files/.gitlab-ci.yml/raw?ref=${FULL}`,
  `ci/lint?content_ref=${FULL}&dry_run_ref=${FULL}&dry_run=true`,
])('is found by %s', async (rest) => {
  expect((await api.get(`${path}/${rest}`)).status).toBe(200);
});

it('is what a pipeline, a new branch and a status are made for', async () => {
  const { body: pipeline, status } = await api.post<{ ref: string; sha: string }>(`${path}/pipeline`, { ref: FULL });
  expect([status, pipeline.ref]).toEqual([201, 'main']);
  const reported = await api.post<{ ref: string }>(`${path}/statuses/${pipeline.sha}`, { state: 'success', ref: FULL, name: 'full' });
  expect([reported.status, reported.body.ref]).toEqual([201, 'main']);
  const actions = [{ action: 'create', file_path: 'a' }];
  expect((await api.post(`${path}/repository/commits`, { branch: 'x', start_branch: FULL, commit_message: 'm', actions })).status).toBe(201);
});

it('filters lists of pipelines and of statuses', async () => {
  for (const list of ['pipelines', 'repository/commits/main/statuses']) {
    const [full, short] = await Promise.all([FULL, 'main'].map((ref) => api.get<object[]>(`${path}/${list}?ref=${ref}`)));
    expect(full?.body.length).toBeGreaterThan(0);
    expect(full?.body).toEqual(short?.body);
  }
});

it.each(['refs/tags/main', 'refs/heads/none', 'refs/heads/refs/heads/main'])('is of no branch: %s', async (ref) => {
  expect((await api.post(`${path}/pipeline`, { ref })).status).toBe(400);
});
