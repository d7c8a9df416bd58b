/** Proves that a token is shown alone to whom it is, and that one in its place opens the same while the old one opens nothing. */
import type { MemberResponse, NewProjectTokenResponse, NewTokenResponse, ProjectTokenResponse, TokenResponse } from '@holdpoint/pipeline-contract';
import { as, makeMember, makeToken, makeUser } from '../test-access.fixture';
import { TestApi, type Answer } from '../test-api.fixture';
import { makeProject } from '../test-project.fixture';

let api: TestApi;
let projectId: number;
beforeAll(async () => {
  api = await TestApi.start();
  projectId = await makeProject(api);
});
afterAll(() => api.stop());

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const rotate = <T>(path: string, input: object = {}, token?: string): Promise<Answer<T>> =>
  api.post<T>(`${path}/rotate`, input, token === undefined ? {} : as(token));
const UNAUTHORIZED = { status: 401, body: { message: '401 Unauthorized' } };

describe('a personal token', () => {
  async function make(): Promise<NewTokenResponse & { readonly path: string }> {
    const { id } = await makeUser(api);
    const { body } = await api.post<NewTokenResponse>(`/users/${id}/personal_access_tokens`, { name: 'ci', scopes: ['api', 'read_api'] });
    return { ...body, path: `/personal_access_tokens/${body.id}` };
  }

  it('is shown without its text to whom it is and to admins, and to nobody else', async () => {
    const { path, token, ...made } = await make();
    expect((await api.get(path)).body).toEqual(made);
    expect((await api.get(path, as(token))).body).toEqual(made);
    const other = as(await makeToken(api, (await makeUser(api)).id));
    for (const address of [path, '/personal_access_tokens/999999']) {
      expect(await api.get(address, other)).toMatchObject(UNAUTHORIZED);
      expect(await api.post(`${address}/rotate`, {}, other)).toMatchObject(UNAUTHORIZED);
    }
    expect(await api.get('/personal_access_tokens/999999')).toMatchObject({ status: 404, body: { message: '404 Not found' } });
  });

  it('is rotated: another text with the same name and scopes for a week, the old one revoked', async () => {
    const { path, token, ...made } = await make();
    const { status, headers, body } = await rotate<NewTokenResponse>(path, {}, token);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({ ...made, id: expect.any(Number), token: expect.stringMatching(/^hpat-[\w-]{43}$/), created_at: expect.any(String), expires_at: day(7) });
    expect([body.id > made.id, body.token !== token]).toEqual([true, true]);
    expect([(await api.get('/user', as(token))).status, (await api.get('/user', as(body.token))).status]).toEqual([401, 200]);
    expect((await api.get<TokenResponse>(path)).body).toEqual({ ...made, revoked: true, active: false });
  });

  it('ends when it should, a year away at most', async () => {
    const { path } = await make();
    for (const expires_at of ['2020-01-01', '2999-01-01']) {
      expect(await rotate(path, { expires_at })).toMatchObject({ status: 400, body: { message: { expires_at: [expect.any(String)] } } });
    }
    expect((await rotate<NewTokenResponse>(path, { expires_at: day(300) })).body.expires_at).toBe(day(300));
  });

  it('is rotated once, and not when it has ended', async () => {
    const [{ path }, expired] = [await make(), await make()];
    const answers = await Promise.all([rotate(path), rotate(path)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    const refused = { status: 400, body: { message: '400 Bad request - The token is revoked or expired' } };
    expect(await rotate(path)).toMatchObject(refused);
    await api.pool.query('UPDATE access_tokens SET expires_at = holdpoint_now() WHERE id = $1', [expired.id]);
    expect(await rotate(expired.path)).toMatchObject(refused);
  });
});

describe('a project token', () => {
  const path = (): string => `/projects/${projectId}/access_tokens`;
  const make = async (access_level = 30): Promise<NewProjectTokenResponse> =>
    (await api.post<NewProjectTokenResponse>(path(), { name: 'deploy', scopes: ['api'], access_level })).body;

  it('is shown alone, in its own project', async () => {
    const { token: _, ...made } = await make();
    expect((await api.get(`${path()}/${made.id}`)).body).toEqual(made);
    for (const address of [`/projects/${await makeProject(api)}/access_tokens/${made.id}`, `${path()}/999999`]) {
      expect(await api.get(address)).toMatchObject({ status: 404, body: { message: '404 Not found' } });
      expect(await rotate(address)).toMatchObject({ status: 404, body: { message: '404 Not found' } });
    }
    expect((await api.get(`/personal_access_tokens/${made.id}`)).status).toBe(404);
  });

  it('is rotated with its bot, who stays when the old token is revoked again', async () => {
    const { token, ...made } = await make();
    const { status, body } = await rotate<NewProjectTokenResponse>(`${path()}/${made.id}`);
    expect([status, body]).toEqual([200, { ...made, id: expect.any(Number), token: expect.any(String), created_at: expect.any(String), expires_at: day(7) }]);
    expect((await api.get<ProjectTokenResponse>(`${path()}/${made.id}`)).body).toEqual({ ...made, revoked: true, active: false, access_level: null });
    expect((await api.send('DELETE', `${path()}/${made.id}`)).status).toBe(204);
    const opens = async (text: string): Promise<number> => (await api.get(`/projects/${projectId}/pipelines`, as(text))).status;
    expect([await opens(token), await opens(body.token)]).toEqual([401, 200]);
    const bots = async (): Promise<number[]> => (await api.get<MemberResponse[]>(`/projects/${projectId}/members?user_ids=${made.user_id}`)).body.map(({ id }) => id);
    expect(await bots()).toEqual([made.user_id]);
    await api.send('DELETE', `${path()}/${body.id}`);
    expect(await bots()).toEqual([]);
  });

  it('is not rotated by who is below it, nor by the token of a project', async () => {
    const { id, token } = await make(50);
    const refused = { status: 403, body: { message: expect.stringContaining('an access level above your own') } };
    expect(await rotate(`${path()}/${id}`, {}, await makeMember(api, projectId, 40))).toMatchObject(refused);
    expect(await rotate(`${path()}/${id}`, {}, token)).toMatchObject({ status: 403, body: { message: '403 Forbidden' } });
    expect((await rotate(`${path()}/${id}`, {}, await makeMember(api, projectId, 50))).status).toBe(200);
  });
});
