/** Proves that finding out who calls costs one statement for one request, and few for many at once. */
import { as, makeMember, makeToken, makeUser } from '../test-access.fixture';
import { TestApi } from '../test-api.fixture';
import { makeProject } from '../test-project.fixture';

let api: TestApi;
let projectId: number;
let token: string;
beforeAll(async () => {
  api = await TestApi.start();
  projectId = await makeProject(api);
  token = await makeMember(api, projectId, 10);
});
afterAll(() => api.stop());

/** The statements for each request when so many callers ask again and again; the guard's are all that there are. */
async function statementsPerRequest(callers: number, requests = 20): Promise<number> {
  const before = api.statements.count;
  const call = async (): Promise<void> => {
    for (let done = 0; done < requests; done += 1) {
      expect((await api.get(`/projects/${projectId}`, as(token))).status).toBe(200);
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return (api.statements.count - before) / (callers * requests);
}

it('takes one statement for a token, its user, the project and the membership together', async () => {
  expect(await statementsPerRequest(1)).toBe(1);
});

it.each([16, 64])('takes a statement for several of %i callers', async (callers) => {
  const count = await statementsPerRequest(callers);
  process.stdout.write(`${callers} callers at once: ${count.toFixed(3)} statements for each request\n`);
  expect(count).toBeLessThanOrEqual(0.5);
});

it('finds a project by its path in any case, and none of others', async () => {
  const { body: project } = await api.get<{ path_with_namespace: string }>(`/projects/${projectId}`);
  const path = encodeURIComponent(project.path_with_namespace.toUpperCase());
  expect((await api.get(`/projects/${path}`, as(token))).body).toMatchObject({ id: projectId });
  const foreign = as(await makeToken(api, (await makeUser(api)).id));
  const [hidden, missing] = [await api.get(`/projects/${path}`, foreign), await api.get('/projects/NO%2FSUCH', foreign)];
  expect([hidden.status, hidden.body]).toEqual([missing.status, missing.body]);
});

it('fails nobody for the sake of an address that the database would refuse', async () => {
  const paths = [`/projects/${projectId}`, '/projects/%00', '/projects/9999999999999999999999', `/projects/${projectId}`];
  const answers = await Promise.all(paths.map((path) => api.get(path, as(token))));
  expect(answers.map(({ status }) => status)).toEqual([200, 400, 404, 200]);
});
