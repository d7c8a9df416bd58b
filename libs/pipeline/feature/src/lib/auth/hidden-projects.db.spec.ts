/** Proves that what is not yours looks in every byte like what is not there, and that no project leaks into another. */
import type { ProjectResponse } from '@holdpoint/pipeline-contract';
import { SimulationModule } from '../simulation/simulation.module';
import { as, makeBot, makeMember, makeToken, makeUser } from '../test-access.fixture';
import { TestApi } from '../test-api.fixture';
import { jobsOf, makeProject, makeWaiting, type Waiting } from '../test-project.fixture';

let api: TestApi;
let mine: Waiting;
let foreign: Waiting;
let foreignPath: string;
beforeAll(async () => {
  api = await TestApi.start([SimulationModule.forRoot({ routes: true, runner: false, works: false })]);
  mine = await makeWaiting(api);
  foreign = await makeWaiting(api);
  foreignPath = (await api.get<ProjectResponse>(`/projects/${foreign.id}`)).body.path_with_namespace;
});
afterAll(() => api.stop());

const inProjects = () =>
  api.routes.filter(({ method, url }) => method !== 'OPTIONS' && url.startsWith('/api/v4/projects/:id'));

/** Status, bytes and headers of an answer, without what differs from call to call, and the statements that it took. */
async function seen(method: string, url: string, token: string, body?: string): Promise<readonly unknown[]> {
  const before = api.statements.count;
  const response = await fetch(`${new URL(api.base).origin}${url}`, {
    method,
    headers: { ...as(token), 'content-type': 'application/json' },
    ...(method === 'GET' || body === undefined ? {} : { body }),
  });
  const bytes = Buffer.from(await response.arrayBuffer()).toString('base64');
  const headers = [...response.headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
  return [response.status, bytes, headers, api.statements.count - before];
}

const fill = (url: string, project: string): string =>
  url
    .replace(':id', project)
    .replace(':pipeline_id', String(foreign.pipeline.id))
    .replace(':job_id', String(foreign.wait.id))
    .replaceAll(/:\w+/g, 'main');

const TOKENS: readonly (readonly [who: string, token: () => Promise<string>])[] = [
  ['a stranger', async () => makeToken(api, (await makeUser(api)).id)],
  ['a stranger who may only read', async () => makeToken(api, (await makeUser(api)).id, ['read_api'])],
  ['the owner of another project', () => makeMember(api, mine.id, 50)],
  ['the bot of another project', () => makeBot(api, mine.id, 40)],
];

const GOOD_INPUT =
  '{"ref":"main","content":"a","job_name":"wait","job_status":"success","user_id":1,"access_level":10,"name":"n","scopes":["api"]}';

/** With good parameters, with bad ones, and with what is no request at all. */
const INPUTS: readonly (readonly [query: string, body: string | undefined])[] = [
  ['', GOOD_INPUT],
  ['', '{'],
  ['?page=abc&ref=%00', '{}'],
];

it.each(TOKENS)('%s cannot tell a foreign project from a missing one on any route', async (_who, makeTokenOf) => {
  const token = await makeTokenOf();
  expect(inProjects().length).toBeGreaterThan(30);
  for (const { method, url } of inProjects()) {
    for (const [there, missing] of [
      [String(foreign.id), '999999999'],
      [encodeURIComponent(foreignPath), encodeURIComponent(`${foreignPath.slice(0, -1)}x`)],
    ] as const) {
      for (const [query, body] of INPUTS) {
        const ofForeign = await seen(method, fill(url, there) + query, token, body);
        const ofMissing = await seen(method, fill(url, missing) + query, token, body);
        expect([method, url, query, body, ...ofForeign]).toEqual([method, url, query, body, ...ofMissing]);
        expect([method, url, ofForeign[0]]).not.toEqual([method, url, 200]);
      }
    }
  }
});

it.each([
  ['a developer', () => makeMember(api, mine.id, 30)],
  ['a bot', () => makeBot(api, mine.id, 40)],
])('%s finds nothing of another project under their own address', async (_who, makeTokenOf) => {
  const token = await makeTokenOf();
  const own = inProjects().filter(({ url }) => /:(pipeline|job)_id/.test(url));
  expect(own.length).toBeGreaterThan(10);
  for (const { method, url } of own) {
    const address = (pipelineId: number, jobId: number): string =>
      url.replace(':id', String(mine.id)).replace(':pipeline_id', String(pipelineId)).replace(':job_id', String(jobId));
    const ofForeign = await seen(method, address(foreign.pipeline.id, foreign.wait.id), token, '{}');
    expect([method, url, ...ofForeign]).toEqual([method, url, ...(await seen(method, address(999_999_999, 999_999_999), token, '{}'))]);
    expect([method, url, (ofForeign[0] as number) >= 400]).toEqual([method, url, true]);
  }
  for (const keys of [{ pipeline_id: foreign.pipeline.id, job_name: 'wait' }, { job_id: foreign.wait.id }]) {
    const answer = await api.post(`/projects/${mine.id}/pipeline_callback`, { job_status: 'success', ...keys }, as(token));
    expect(answer.status).toBe(404);
  }
  expect((await jobsOf(api, foreign.id, foreign.pipeline.id))['wait']?.status).toBe('running_externally');
});

it('lists show own projects only, and admins all', async () => {
  const [other, first, second] = [await makeProject(api), await makeProject(api), await makeProject(api)];
  const { id: userId } = await makeUser(api);
  for (const id of [first, second]) await api.post(`/projects/${id}/members`, { user_id: userId, access_level: 10 });
  const list = async (token: string, query = ''): Promise<[number[], string | null]> => {
    const { body, headers } = await api.get<ProjectResponse[]>(`/projects${query}`, as(token));
    return [body.map(({ id }) => id), headers.get('x-total')];
  };
  const token = await makeToken(api, userId);
  expect(await list(token)).toEqual([[second, first], '2']);
  expect(await list(token, '?per_page=1')).toEqual([[second], '2']);
  expect(await list(token, `?search=Project`)).toEqual([[second, first], '2']);
  expect(await list(await makeBot(api, other, 40))).toEqual([[other], '1']);
  expect(await list(await makeToken(api, (await makeUser(api)).id))).toEqual([[], '0']);
  const [all] = await list(await makeToken(api, (await makeUser(api, true)).id));
  expect(all).toEqual(expect.arrayContaining([other, first, second, mine.id]));
});
