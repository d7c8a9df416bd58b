/** Proves that what is not yours looks in every byte like what is not there, and that no project leaks into another. */
import type { ProjectResponse } from '@holdpoint/pipeline-contract';
import { SimulationModule } from '../simulation/simulation.module';
import { as, makeBot, makeMember, makeToken, makeUser } from '../test-access.fixture';
import { TEST_REGISTRY, TestApi } from '../test-api.fixture';
import { jobsOf, makeProject, makeWaiting, type Waiting } from '../test-project.fixture';

let api: TestApi;
let mine: Waiting;
let foreign: Waiting;
let foreignPath: string;
let foreignIds: Readonly<Record<string, string>>;
beforeAll(async () => {
  api = await TestApi.start([SimulationModule.forRoot({ routes: true, runner: false, works: false, registry: TEST_REGISTRY })]);
  mine = await makeWaiting(api);
  foreign = await makeWaiting(api);
  foreignIds = await idsOf(foreign);
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

const MISSING_IDS = {
  pipeline_id: '999999999',
  job_id: '999999999',
  hook_id: '999999999',
  delivery_id: '999999999',
  token_id: '999999999',
  user_id: '999999999',
  callback_id: '019abcde-0000-7000-8000-00000000c0de',
};

/** Everything that has a number in a project of its own. */
async function idsOf({ id, pipeline, wait }: Waiting): Promise<Readonly<Record<string, string>>> {
  const report = { pipeline_id: pipeline.id, job_name: 'after', job_status: 'success' };
  const callback = await api.post<{ callback_id: string }>(`/projects/${id}/pipeline_callback`, report);
  const hook = await api.post<{ id: number }>(`/projects/${id}/external_hooks`, { url: 'https://hooks.example/', events: ['start'] });
  const token = await api.post<{ id: number; user_id: number }>(`/projects/${id}/access_tokens`, { name: 't', scopes: ['api'] });
  const ids = {
    pipeline_id: pipeline.id,
    job_id: wait.id,
    hook_id: hook.body.id,
    delivery_id: 1,
    token_id: token.body.id,
    user_id: token.body.user_id,
    callback_id: callback.body.callback_id,
  };
  expect(Object.values(ids)).not.toContain(undefined);
  return Object.fromEntries(Object.entries(ids).map(([name, value]) => [name, String(value)]));
}

it.each([
  ['a developer', () => makeMember(api, mine.id, 30)],
  ['a bot', () => makeBot(api, mine.id, 40)],
])('%s finds nothing of another project under their own address', async (_who, makeTokenOf) => {
  const token = await makeTokenOf();
  const own = inProjects().filter(({ url }) => url.includes('_id'));
  expect(own.length).toBeGreaterThan(20);
  for (const { method, url } of own) {
    const address = (ids: Readonly<Record<string, string>>): string =>
      url.replace(':id', String(mine.id)).replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? name);
    const ofForeign = await seen(method, address(foreignIds), token, GOOD_INPUT);
    expect([method, url, ...ofForeign]).toEqual([method, url, ...(await seen(method, address(MISSING_IDS), token, GOOD_INPUT))]);
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
