/** Proves whose word is taken on how a request came, and which addresses others are given to call. */
import type { CallbackTokenResponse, RefusedCallResponse } from '@holdpoint/pipeline-contract';
import { REFUSALS_MAX } from '../../external-job/refused/stranger-limit';
import { TestApi, type TestApiOptions } from '../../test-api.fixture';
import { makeWaiting } from '../../test-project.fixture';

const running: TestApi[] = [];
afterEach(() => Promise.all(running.splice(0).map((api) => api.stop())));

const start = async (options: TestApiOptions): Promise<TestApi> => {
  const api = await TestApi.start([], options);
  running.push(api);
  return api;
};
const FORWARDED = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'ci.example', 'x-forwarded-for': '203.0.113.7' };
const linkOf = async (api: TestApi, headers: Record<string, string>): Promise<string | null> =>
  (await api.get('/projects', headers)).headers.get('link');
const refusedFor = async (api: TestApi, id: number, client: string): Promise<number> =>
  (await api.post(`/projects/${id}/pipeline_callback`, {}, { 'private-token': 'nobody', 'x-forwarded-for': client })).status;

it('a proxy that is trusted says by which address and from where it was asked', async () => {
  const api = await start({ trustedProxies: ['127.0.0.0/8'] });
  expect(await linkOf(api, FORWARDED)).toContain('<https://ci.example/api/v4/projects?');
  expect(await linkOf(api, { ...FORWARDED, 'x-forwarded-proto': 'javascript' })).toContain('<http://ci.example/');
  const { id } = await makeWaiting(api);
  for (let calls = 0; calls < REFUSALS_MAX; calls += 1) await refusedFor(api, id, '203.0.113.7');
  expect([await refusedFor(api, id, '203.0.113.7'), await refusedFor(api, id, '203.0.113.8')]).toEqual([429, 401]);
  await api.post(`/projects/${id}/pipeline_callback`, {}, FORWARDED);
  const { body } = await api.get<RefusedCallResponse[]>(`/projects/${id}/refused_calls`);
  expect(body.map(({ sample }) => sample?.remote_address)).toContain('203.0.113.7');
});

it.each([[[]], [['127.0.0.2', '10.0.0.0/8']]])('of no other than %j the word is taken', async (trustedProxies) => {
  const api = await start({ trustedProxies });
  expect(await linkOf(api, FORWARDED)).toContain(`<${api.base}/projects?`);
  const { id } = await makeWaiting(api);
  await api.post(`/projects/${id}/pipeline_callback`, {}, FORWARDED);
  const { body } = await api.get<RefusedCallResponse[]>(`/projects/${id}/refused_calls`);
  expect(body.map(({ sample }) => sample?.remote_address)).toEqual(['127.0.0.1']);
});

it('the address that callbacks are sent to is the external one, links are made on the one that was used', async () => {
  const api = await start({ externalUrl: 'https://ci.example/holdpoint' });
  const { id, wait } = await makeWaiting(api);
  const { body } = await api.post<CallbackTokenResponse>(`/projects/${id}/jobs/${wait.id}/callback_token`);
  expect(body.callback_url).toBe(`https://ci.example/holdpoint/api/v4/projects/${id}/pipeline_callback`);
  expect(await linkOf(api, {})).toContain(`<${api.base}/projects?`);
});
