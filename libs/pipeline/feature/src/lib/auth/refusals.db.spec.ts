/** Proves what each refusal is answered with, and that other kinds of tokens can be taken. */
import type { NewTokenResponse } from '@holdpoint/pipeline-contract';
import { as, makeMember, makeToken, makeUser } from '../test-access.fixture';
import { TestApi } from '../test-api.fixture';
import { makeProject, makeWaiting } from '../test-project.fixture';

let api: TestApi;
let projectId: number;
beforeAll(async () => {
  api = await TestApi.start();
  projectId = await makeProject(api);
});
afterAll(() => api.stop());

const REVOKED = 'Token was revoked. You have to re-authorize from the user.';
const EXPIRED = 'Token is expired. You can either do re-authorization or token refresh.';

async function brokenToken(how: (id: number, userId: number) => Promise<unknown>): Promise<string> {
  const { id: userId } = await makeUser(api);
  const { body } = await api.post<NewTokenResponse>(`/users/${userId}/personal_access_tokens`, { name: 't', scopes: ['api'] });
  expect((await api.get('/user', as(body.token))).status).toBe(200);
  await how(body.id, userId);
  return body.token;
}

const CASES: readonly (readonly [reason: string, token: () => Promise<string>, status: number, body: object])[] = [
  ['missing', async () => '', 401, { message: '401 Unauthorized' }],
  ['unknown', async () => 'hpat-nobody', 401, { message: '401 Unauthorized' }],
  [
    'revoked',
    () => brokenToken((id) => api.send('DELETE', `/personal_access_tokens/${id}`)),
    401,
    { error: 'invalid_token', error_description: REVOKED },
  ],
  [
    'expired',
    () => brokenToken((id) => api.pool.query('UPDATE access_tokens SET expires_at = holdpoint_now() WHERE id = $1', [id])),
    401,
    { error: 'invalid_token', error_description: EXPIRED },
  ],
  [
    'blocked',
    () => brokenToken((_id, userId) => api.post(`/users/${userId}/block`)),
    403,
    { message: '403 Forbidden - Your account has been blocked.' },
  ],
  ['insufficient_scope', () => makeToken(api, 1, ['read_api']), 403, expect.objectContaining({ error: 'insufficient_scope' })],
  ['hidden', async () => makeToken(api, (await makeUser(api)).id), 404, { message: '404 Project Not Found' }],
  ['forbidden', () => makeMember(api, projectId, 20), 403, { message: '403 Forbidden' }],
];

it.each(CASES)('a call is refused as %s', async (_reason, makeTokenOf, status, body) => {
  const answer = await api.post(`/projects/${projectId}/pipeline`, { ref: 'main' }, as(await makeTokenOf()));
  expect([answer.status, answer.body]).toEqual([status, body]);
});

it('shows a token whose user is let in again', async () => {
  const { id } = await makeUser(api);
  const token = await makeToken(api, id);
  expect((await api.post(`/users/${id}/block`)).body).toBe(true);
  expect((await api.get('/user', as(token))).status).toBe(403);
  expect((await api.post(`/users/${id}/unblock`)).body).toBe(true);
  expect((await api.get('/user', as(token))).status).toBe(200);
  expect((await api.post('/users/1/block')).status).toBe(403);
});

describe('tokens of another kind', () => {
  it('are taken where a route says so, in any header, and nowhere else', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    const { token } = (await api.post<{ token: string }>(`/projects/${id}/jobs/${wait.id}/callback_token`)).body;
    const report = { pipeline_id: pipeline.id, job_name: 'wait', job_status: 'success' };
    const send = (projectOf: number, headers: Record<string, string>) =>
      api.post<Record<string, string>>(`/projects/${projectOf}/pipeline_callback`, report, { 'private-token': '', ...headers });
    for (const headers of [{ 'job-token': token }, { authorization: `Bearer ${token}` }, as(token)]) {
      expect((await send(id, headers)).status).toBe(200);
    }
    expect((await send(projectId, as(token))).body).toEqual({ message: '404 Project Not Found' });
    expect((await send(999_999_999, as(token))).body).toEqual({ message: '404 Project Not Found' });
    expect((await send(id, as(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`))).body).toEqual({ message: '401 Unauthorized' });
    for (const path of [`/projects/${id}`, `/projects/${id}/jobs/${wait.id}`, '/user', '/projects']) {
      expect((await api.get(path, as(token))).body).toEqual({ message: '401 Unauthorized' });
    }
  });
});
