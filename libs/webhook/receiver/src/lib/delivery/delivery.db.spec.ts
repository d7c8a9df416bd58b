/** Proves that whatever is authentic and well-formed is taken once, whoever is not is refused, and all by the very bytes. */
import { createHmac } from 'node:crypto';
import type { NewReceiverResponse } from '@holdpoint/pipeline-contract';
import type { TestApi } from '@holdpoint/pipeline-feature/testing';
import { deliver, fluxEvent, ledgerOf, makeReceiver, signed, startReceiverApi, type Delivered } from '../receiver-api.fixture';

let api: TestApi;
let hmac: NewReceiverResponse;
let generic: NewReceiverResponse;
beforeAll(async () => {
  api = await startReceiverApi();
  hmac = await makeReceiver(api);
  generic = await makeReceiver(api, { name: 'token', type: 'generic' }, hmac.project_id);
});
afterAll(() => api.stop());
beforeEach(() => api.pool.query('DELETE FROM callbacks'));

const send = (body: string | Buffer = fluxEvent(), headers = signed(hmac.secret, body)): Promise<Delivered> => deliver(hmac.address, body, headers);
const taken = async (): Promise<number> => (await ledgerOf(api)).length;

it.each(['generic-hmac', 'generic'] as const)('takes what is delivered to a receiver of the type %s, and says what became of it', async (type) => {
  const answer = type === 'generic' ? await deliver(generic.address, fluxEvent()) : await send();
  expect([answer.status, answer.headers['content-type']]).toEqual([202, 'application/json']);
  expect(JSON.parse(answer.text)).toEqual({
    callbacks: [{ verdict: 'unmatched', reason: expect.stringMatching(/\.$/), callback_id: expect.stringMatching(/^[\da-f-]{36}$/), matches: [] }],
  });
  const receiver = type === 'generic' ? generic : hmac;
  expect(await ledgerOf(api)).toEqual([
    {
      project_id: receiver.project_id,
      provider: 'flux',
      actor: `receiver:${receiver.name}`,
      request: { event: JSON.parse(fluxEvent()), headers: {} },
      event: expect.objectContaining({ outcome: 'success', occurredAt: Date.parse('2026-03-01T12:00:00Z') }),
    },
  ]);
});

it('finds the project by its path too, in any case', async () => {
  const { body: project } = await api.get<{ path_with_namespace: string }>(`/projects/${hmac.project_id}`);
  for (const path of [project.path_with_namespace, project.path_with_namespace.toUpperCase()]) {
    const address = hmac.address.replace(`/projects/${hmac.project_id}/`, `/projects/${encodeURIComponent(path)}/`);
    expect((await deliver(address, fluxEvent(), signed(hmac.secret, fluxEvent()))).status).toBe(202);
  }
});

describe('a signature', () => {
  it.each(['sha224', 'sha256', 'sha384', 'sha512'])('by %s is taken, and not with another key or another body', async (algorithm) => {
    const body = fluxEvent();
    expect((await send(body, signed(hmac.secret, body, algorithm))).status).toBe(202);
    expect((await send(body, signed(`${hmac.secret} `, body, algorithm))).status).toBe(401);
    expect((await send(`${body} `, signed(hmac.secret, body, algorithm))).status).toBe(401);
    expect((await send(body.replace(':', ': '), signed(hmac.secret, body, algorithm))).status).toBe(401);
    expect(await taken()).toBe(1);
  });

  it.each([
    ['is missing', {}],
    ['is empty', { 'x-signature': '' }],
    ['names no algorithm', { 'x-signature': createHmac('sha256', 'x').digest('hex') }],
    ['names an algorithm that is not taken', { 'x-signature': `md5=${'0'.repeat(32)}` }],
    ['comes twice', undefined],
  ])('that %s is refused', async (_name, headers) => {
    const [name, value] = Object.entries(signed(hmac.secret, fluxEvent()))[0] ?? [];
    const twice = { [name ?? '']: [value ?? '', value ?? ''] };
    expect((await deliver(hmac.address, fluxEvent(), headers ?? twice)).status).toBe(401);
    expect(await taken()).toBe(0);
  });

  it('is over the bytes that came, whatever their type, pieces or encoding', async () => {
    const event = fluxEvent();
    const plain = { 'content-type': 'text/plain', ...signed(hmac.secret, event) };
    expect((await deliver(hmac.address, event, plain, { chunked: true })).status).toBe(202);
    for (const type of ['application/xml', 'application/json; charset=utf-16', 'application/x-www-form-urlencoded', 'nonsense', ';', '']) {
      const answer = await deliver(hmac.address, event, { 'content-type': type, ...signed(hmac.secret, event) });
      expect([type, answer.status]).toEqual([type, 202]);
    }
    for (const body of [Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), Buffer.alloc(0), Buffer.from('{"a":"\\u0000"}'), Buffer.from('[]')]) {
      const answer = await send(body);
      expect([answer.status, answer.headers['x-error-code']]).toEqual([400, 'event_malformed']);
    }
  });

  it('is good for the old secret until it is dropped, and for the new one at once', async () => {
    const receiver = await makeReceiver(api);
    const statusOf = async (secret: string): Promise<number> => (await deliver(receiver.address, fluxEvent(), signed(secret, fluxEvent()))).status;
    const path = `/projects/${receiver.project_id}/receivers/${receiver.id}`;
    const { body: rotated } = await api.post<NewReceiverResponse>(`${path}/rotate_secret`);
    expect([await statusOf(receiver.secret), await statusOf(rotated.secret)]).toEqual([202, 202]);
    await api.send('DELETE', `${path}/previous_secret`);
    expect([await statusOf(receiver.secret), await statusOf(rotated.secret)]).toEqual([401, 202]);
    const { body: again } = await api.post<NewReceiverResponse>(`${path}/rotate_secret`);
    await api.pool.query('UPDATE receivers SET previous_secret_expires_at = holdpoint_now() WHERE id = $1', [receiver.id]);
    expect([await statusOf(rotated.secret), await statusOf(again.secret)]).toEqual([401, 202]);
  });
});

it('asks for a header beside the token where the receiver says so', async () => {
  const header = { header_name: 'Authorization', header_value: 'Bearer 0123456789abcdef' };
  const receiver = await makeReceiver(api, { type: 'generic', ...header });
  const statusOf = async (headers: Record<string, string>): Promise<number> => (await deliver(receiver.address, fluxEvent(), headers)).status;
  expect(await statusOf({})).toBe(401);
  expect(await statusOf({ authorization: 'Bearer 0123456789abcdeF' })).toBe(401);
  expect(await statusOf({ authorization: header.header_value })).toBe(202);
});

it('asks for a header whose name every object has', async () => {
  const receiver = await makeReceiver(api, { type: 'generic', header_name: 'constructor', header_value: '0123456789abcdef' });
  const statusOf = async (headers: Record<string, string>): Promise<number> => (await deliver(receiver.address, fluxEvent(), headers)).status;
  expect([await statusOf({}), await statusOf({ constructor: '0123456789abcdef' })]).toEqual([401, 202]);
});

it('tells what is wrong with an event that is authentic and malformed', async () => {
  const body = fluxEvent({ severity: 'fatal' });
  const answer = await send(body);
  expect([answer.status, answer.headers['x-error-code']]).toEqual([400, 'event_malformed']);
  expect(JSON.parse(answer.text)).toEqual({ error: expect.stringContaining('severity') });
  expect(await taken()).toBe(0);
});

it('takes each event of a batch in its order', async () => {
  const { secret, address } = await makeReceiver(api, { provider: 'cloudevents' });
  const body = JSON.stringify(
    ['one', 'two', 'three'].map((key) => ({ specversion: '1.0', id: key, source: '/x', type: 't', data: { match_key: key, status: 'success' } })),
  );
  const answer = await deliver(address, body, { 'content-type': 'application/cloudevents-batch+json', ...signed(secret, body) });
  expect([answer.status, JSON.parse(answer.text)]).toMatchObject([202, { callbacks: [{ verdict: 'parked' }, { verdict: 'parked' }, { verdict: 'parked' }] }]);
  expect((await ledgerOf(api)).map(({ request }) => (request.event as { id: string }).id)).toEqual(['one', 'two', 'three']);
});

describe('the size', () => {
  const MIB = 1024 * 1024;
  const message = (length: number): string => fluxEvent({ message: 'm'.repeat(length) });

  it('may be that of the largest event of Flux', async () => {
    expect((await send(message(3.5 * MIB))).status).toBe(202);
    const [{ request } = {}] = await ledgerOf(api);
    expect(JSON.stringify(request).length).toBeLessThan(4_096);
  });

  it.each([true, false])('is refused beyond it (chunked: %j)', async (chunked) => {
    const body = Buffer.alloc(4 * MIB + 1, 'm');
    const answer = await deliver(hmac.address, body, signed(hmac.secret, body), { chunked });
    expect([answer.status, answer.headers['x-error-code']]).toEqual([413, 'body_too_large']);
  });
});

it.each([
  ['GET', '', 405],
  ['PUT', '', 405],
  ['POST', '?a=1', 202],
])('never redirects: %s with %j is answered by %d', async (method, rest, status) => {
  const answer = await deliver(hmac.address + rest, fluxEvent(), signed(hmac.secret, fluxEvent()), { method });
  expect([answer.status, answer.headers.location]).toEqual([status, undefined]);
});

it.each(['/', '//', '/%2F', '?', '#'])('never redirects an address that ends in %j', async (end) => {
  for (const { address, secret } of [hmac, generic]) {
    const answer = await deliver(address + end, fluxEvent(), signed(secret, fluxEvent()));
    expect([end, [202, 401, 404].includes(answer.status), answer.headers.location]).toEqual([end, true, undefined]);
  }
});

it('takes fifty deliveries at once, each to the receiver that it was signed for', async () => {
  const receivers = await Promise.all(Array.from({ length: 5 }, (_, index) => makeReceiver(api, { name: `r${index}` }, hmac.project_id)));
  const bodies = Array.from({ length: 50 }, (_, index) => fluxEvent({ message: `delivery ${index}`, timestamp: `2026-03-01T12:00:${String(index).padStart(2, '0')}Z` }));
  const answers = await Promise.all(
    bodies.map((body, index) => deliver(receivers[index % 5]?.address ?? '', body, signed(receivers[index % 5]?.secret ?? '', body))),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  const seen = (await ledgerOf(api)).map(({ actor, request }) => `${actor}: ${(request.event as { message: string }).message}`);
  expect(seen.sort()).toEqual(bodies.map((_, index) => `receiver:r${index % 5}: delivery ${index}`).sort());
});

it('keeps what a sender says of itself, and nothing that looks like a secret', async () => {
  const body = fluxEvent({ message: 'cloned https://user:S3CRET@git.example/a', metadata: { password: 'S3CRET' } });
  await deliver(hmac.address, body, { 'user-agent': 'Go-http-client/1.1', 'gotk-component': 'kustomize-controller', 'x-other': 'x', ...signed(hmac.secret, body) });
  const [row] = await ledgerOf(api);
  expect(row?.event.progress.description).toMatch(/cloned https/);
  expect(row?.request).toMatchObject({ headers: { 'gotk-component': 'kustomize-controller', 'user-agent': 'Go-http-client/1.1' } });
  expect(JSON.stringify(row)).not.toMatch(/S3CRET|x-other|x-signature/);
});
