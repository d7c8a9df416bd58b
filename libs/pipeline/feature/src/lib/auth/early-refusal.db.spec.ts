/** That nobody can fill the memory with bodies of requests that they may not make, nor with many large ones that they may. */
import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { LARGE_BODIES_OF_NETWORK_MAX } from '../http/server/large-bodies';
import { FILES_MAX_BYTES } from '../http/server/server-limits';
import { as, makeBot, makeMember } from '../test-access.fixture';
import { TestApi } from '../test-api.fixture';
import { makeProject, makeWaiting } from '../test-project.fixture';
import { RouteHandlers } from './route-handlers';

let api: TestApi;
let id: number;
let strangersId: number;
let jobToken: string;
beforeAll(async () => {
  api = await TestApi.start();
  strangersId = await makeProject(api);
  const waiting = await makeWaiting(api);
  id = waiting.id;
  jobToken = (await api.post<{ token: string }>(`/projects/${id}/jobs/${waiting.wait.id}/callback_token`)).body.token;
});
afterAll(() => api.stop());

/** Sends all of a large body but its last byte. */
function holdBack(path: string, token: string, bytes = FILES_MAX_BYTES): ClientRequest {
  const headers = { 'content-type': 'application/json', 'content-length': bytes, ...as(token) };
  const sent = httpRequest(api.base + path, { method: 'POST', headers });
  sent.on('error', () => undefined);
  sent.write(Buffer.alloc(bytes - 1, ' '));
  return sent;
}

async function answerTo(sent: ClientRequest): Promise<readonly unknown[]> {
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const body = JSON.parse(await text(answer)) as unknown;
  sent.destroy();
  return [answer.statusCode, answer.headers['x-error-code'], body];
}

const COMMITS = (): string => `/projects/${id}/repository/commits`;

const REFUSED: readonly (readonly [who: string, path: () => string, token: () => Promise<string>, status: number])[] = [
  ['the token of a job', COMMITS, () => Promise.resolve(jobToken), 401],
  ['a token that may only read', COMMITS, () => makeMember(api, id, 40, 'read_api'), 403],
  ['a token whose level is too low', COMMITS, () => makeMember(api, id, 20), 403],
  ['the token of another project', COMMITS, () => makeBot(api, strangersId, 40), 404],
  ['a token of nobody', COMMITS, () => Promise.resolve('hpat-nobody'), 401],
  ['a user where an admin is asked for', () => '/users', () => makeMember(api, id, 50), 403],
];

it.each(REFUSED)('answers %s before it has the body, and as it would after', async (_, path, tokenOf, status) => {
  const token = await tokenOf();
  const early = await answerTo(holdBack(path(), token));
  const { status: late, headers, body } = await api.post(path(), {}, as(token));
  expect(early).toEqual([late, headers.get('x-error-code'), body]);
  expect(late).toBe(status);
});

it('knows what serves every route that takes a body', () => {
  const handlers = api.app.get(RouteHandlers, { strict: false });
  const withBody = api.routes.filter(({ method, url }) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method) && url.startsWith('/api/v4/'));
  expect(withBody.length).toBeGreaterThan(30);
  const unknown = withBody.filter(({ method, url }) => !handlers.handlerOf({ method, routeOptions: { url } } as never));
  expect(unknown).toEqual([]);
});

it.each([
  ['of whoever may send them', COMMITS],
  ['sent to what is not there', () => '/nowhere'],
])('reads so many large bodies of a network at once and no more, %s; and small ones always', async (_, path) => {
  const token = await makeMember(api, id, 40);
  const held = Array.from({ length: LARGE_BODIES_OF_NETWORK_MAX - 1 }, () => holdBack(path(), token, 100_000));
  const large = { content: 'm'.repeat(100_000) };
  // One more until none is taken: one that came while this one had a place was refused, which is not seen from outside.
  let answer;
  do {
    held.push(holdBack(path(), token, 100_000));
    answer = await api.post(path(), large, as(token));
  } while (answer.status !== 503);
  expect([answer.headers.get('x-error-code'), answer.headers.get('retry-after')]).toEqual(['bodies_exhausted', '1']);
  expect((await api.post(path(), {}, as(token))).status).toBeLessThan(500);
  held.forEach((sent) => sent.destroy());
  while (answer.status === 503) answer = await api.post(path(), large, as(token));
  expect(answer.status).toBeLessThan(500);
}, 20_000);
