/** Proves that receivers are made, shown, changed and removed by their maintainers alone, with secrets that are shown once. */
import type { NewReceiverResponse, ReceiverResponse } from '@holdpoint/pipeline-contract';
import { as, makeMember, makeProject, makeToken, makeUser, type Answer, type TestApi } from '@holdpoint/pipeline-feature/testing';
import { makeReceiver, startReceiverApi } from '../receiver-api.fixture';

let api: TestApi;
let id: number;
beforeAll(async () => (api = await startReceiverApi()));
afterAll(() => api.stop());
beforeEach(async () => (id = await makeProject(api)));

const make = (more: object = {}): Promise<Answer<NewReceiverResponse>> =>
  api.post<NewReceiverResponse>(`/projects/${id}/receivers`, { name: 'prod', type: 'generic-hmac', ...more });
const pathOf = (receiver: ReceiverResponse): string => `/projects/${id}/receivers/${receiver.id}`;
const rowsOf = async (): Promise<string> =>
  (await api.pool.query<{ row: string }>('SELECT receivers::text AS row FROM receivers')).rows.map(({ row }) => row).join('\n');

it('makes a receiver and shows its secret once', async () => {
  const made = await make();
  expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
  const { secret, ...receiver } = made.body;
  expect(secret).toMatch(/^hprs-[\w-]{43}$/);
  expect(receiver).toEqual({
    id: expect.any(Number),
    project_id: id,
    name: 'prod',
    type: 'generic-hmac',
    provider: 'flux',
    header_name: null,
    enabled: true,
    address: `${api.base}${pathOf(receiver)}/events`,
    previous_secret_expires_at: null,
    created_at: expect.stringMatching(/Z$/),
    updated_at: expect.stringMatching(/Z$/),
  });
  expect((await api.get(pathOf(receiver))).body).toEqual(receiver);
  expect((await api.get(`/projects/${id}/receivers`)).body).toEqual([receiver]);
});

it('shows the address of a token once, too', async () => {
  const header = { header_name: 'Authorization', header_value: 'Bearer S3CRET-of-header' };
  const { body: { secret, ...receiver } } = await make({ type: 'generic', ...header });
  expect(receiver).toMatchObject({ header_name: 'authorization', address: `${api.base}${pathOf(receiver)}/events/${secret}` });
  expect((await api.get(pathOf(receiver))).body).toEqual({ ...receiver, address: null });
  expect(await rowsOf()).not.toMatch(new RegExp(`S3CRET|${secret}`));
});

it.each([
  ['sixteen bytes with spaces around them', ' 0123456789abcd '],
  ['sixteen bytes that are eight characters', 'éééééééé'],
  ['the most', 'x'.repeat(2_048)],
])('takes a secret of %s as it is', async (_name, secret) => {
  const made = await make({ secret });
  expect([made.status, made.body.secret]).toEqual([201, secret]);
  expect(await rowsOf()).not.toContain(secret);
});

const HEADER = { header_name: 'X-Key', header_value: '0123456789abcdef' };

it.each([
  [{ name: undefined }, 'name is missing'],
  [{ type: 'open' }, 'type does not have a valid value'],
  [{ provider: 'argo' }, 'provider does not have a valid value'],
  [{ secret: '0123456789abcde' }, 'secret is invalid: 16 to 2048 bytes'],
  [{ secret: 'é'.repeat(1_025) }, 'secret is invalid: 16 to 2048 bytes'],
  [{ type: 'generic', secret: 'x'.repeat(40) }, 'secret is invalid: the token of a receiver of the type generic is always made'],
  [HEADER, 'header_name is invalid: only a receiver of the type generic asks for a header'],
  [{ type: 'generic', header_name: 'X-Key' }, 'header_value is missing'],
  [{ type: 'generic', header_value: HEADER.header_value }, 'header_name is missing'],
  [{ type: 'generic', ...HEADER, header_name: 'X Key' }, 'header_name is invalid'],
  [{ type: 'generic', ...HEADER, header_value: '0123456789abcde' }, 'header_value is invalid: 16 to 255 printable ASCII characters'],
  [{ type: 'generic', ...HEADER, header_value: '0123456789abcdef ' }, 'header_value is invalid: 16 to 255 printable ASCII characters'],
  [{ type: 'generic', ...HEADER, header_value: '0123456789abcdef\n' }, 'header_value is invalid: 16 to 255 printable ASCII characters'],
])('refuses %j', async (input, error) => {
  const answer = await make(input);
  expect([answer.status, answer.body]).toEqual([400, { error }]);
});

it('has one of each name in a project', async () => {
  await make();
  const { body: other } = await make({ name: 'other' });
  const taken = { message: { name: ['has already been taken'] } };
  for (const answer of [await make(), await api.put(pathOf(other), { name: 'prod' })]) expect([answer.status, answer.body]).toEqual([400, taken]);
  expect((await api.put(pathOf(other), { name: 'other' })).status).toBe(200);
});

it('changes what is given, and its type never', async () => {
  const { body: made } = await make({ type: 'generic' });
  expect((await api.put(pathOf(made), { ...HEADER, enabled: false, type: 'generic-hmac' })).body).toMatchObject({
    type: 'generic',
    header_name: 'x-key',
    enabled: false,
  });
  expect((await api.put(pathOf(made), { name: 'staging', provider: 'json' })).body).toMatchObject({
    name: 'staging',
    provider: 'json',
    header_name: 'x-key',
    enabled: false,
  });
  expect((await api.put(pathOf(made), { header_name: '' })).body).toMatchObject({ header_name: null });
  expect((await api.put(pathOf(made), { header_name: '', header_value: HEADER.header_value })).status).toBe(400);
});

it('rotates a secret with a day in which both are good, unless the old one is dropped', async () => {
  const { body: made } = await make();
  const rotated = await api.post<NewReceiverResponse>(`${pathOf(made)}/rotate_secret`, { secret: 'a secret of the user' });
  expect([rotated.status, rotated.headers.get('cache-control'), rotated.body.secret]).toEqual([201, 'no-store', 'a secret of the user']);
  expect(Date.parse(rotated.body.previous_secret_expires_at ?? '') - Date.parse(rotated.body.updated_at)).toBe(24 * 3_600_000);
  expect((await api.send('DELETE', `${pathOf(made)}/previous_secret`)).status).toBe(204);
  expect((await api.get(pathOf(made))).body).toMatchObject({ previous_secret_expires_at: null });
});

it('gives addresses that start with the external one, if that is set', async () => {
  const reached = await startReceiverApi({ externalUrl: 'https://ci.example' });
  try {
    const generic = await makeReceiver(reached, { type: 'generic' });
    expect(generic.address).toMatch(new RegExp(`^https://ci\\.example/api/v4/projects/${generic.project_id}/receivers/${generic.id}/events/hprs-`));
    const { project_id, id: signedId, address } = await makeReceiver(reached);
    const path = `/projects/${project_id}/receivers`;
    const rotated = await reached.post<NewReceiverResponse>(`${path}/${signedId}/rotate_secret`);
    const edited = await reached.put<ReceiverResponse>(`${path}/${signedId}`, { enabled: false });
    const shown = await reached.get<ReceiverResponse>(`${path}/${signedId}`);
    const [listed] = (await reached.get<ReceiverResponse[]>(path)).body;
    expect(address).toBe(`https://ci.example/api/v4${path}/${signedId}/events`);
    expect([rotated.body.address, edited.body.address, shown.body.address, listed?.address]).toEqual([address, address, address, address]);
  } finally {
    await reached.stop();
  }
});

it('removes a receiver', async () => {
  const { body: made } = await make();
  expect((await api.send('DELETE', pathOf(made))).status).toBe(204);
  for (const [method, path] of [['GET', ''], ['DELETE', ''], ['DELETE', '/previous_secret'], ['PUT', ''], ['POST', '/rotate_secret']] as const) {
    const answer = await api.send(method, pathOf(made) + path);
    expect([method, path, answer.status, answer.headers.get('x-error-code')]).toEqual([method, path, 404, 'receiver_not_found']);
  }
});

it('is for maintainers alone, and another project’s looks like none', async () => {
  const { body: made } = await make();
  const [developer, stranger] = [await makeMember(api, id, 30), await makeToken(api, (await makeUser(api)).id)];
  const other = await makeProject(api);
  const maintainer = await makeMember(api, other, 40);
  for (const [method, path] of [['GET', ''], ['GET', `/${made.id}`], ['PUT', `/${made.id}`], ['DELETE', `/${made.id}`], ['POST', ''], ['POST', `/${made.id}/rotate_secret`], ['DELETE', `/${made.id}/previous_secret`]] as const) {
    const seen = async (token: string, project = id): Promise<unknown> => {
      const answer = await api.send(method, `/projects/${project}/receivers${path}`, undefined, as(token));
      return [method, path, answer.status, answer.headers.get('x-error-code')];
    };
    expect(await seen(developer)).toEqual([method, path, 403, 'forbidden']);
    expect(await seen(stranger)).toEqual([method, path, 404, 'project_not_found']);
    expect(await seen('nobody')).toEqual([method, path, 401, 'unauthorized']);
    if (path !== '') expect(await seen(maintainer, other)).toEqual([method, path, 404, 'receiver_not_found']);
  }
});
