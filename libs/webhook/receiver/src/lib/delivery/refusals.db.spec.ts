/** Proves that who is refused learns nothing, that each refusal is counted, and that no secret is left behind anywhere. */
import { randomBytes } from 'node:crypto';
import type { NewReceiverResponse, RefusedCallResponse } from '@holdpoint/pipeline-contract';
import { makeProject, type TestApi } from '@holdpoint/pipeline-feature/testing';
import { createLogger } from '@holdpoint/runtime';
import { deliver, fluxEvent, makeReceiver, signed, startReceiverApi, type Delivered } from '../receiver-api.fixture';

let lines: string[];
let api: TestApi;
beforeEach(async () => {
  lines = [];
  api = await startReceiverApi({ logger: createLogger('trace', { write: (line) => void lines.push(line) }) });
});
afterEach(() => api.stop());

const refusedOf = async (projectId: number): Promise<readonly RefusedCallResponse[]> =>
  (await api.get<RefusedCallResponse[]>(`/projects/${projectId}/refused_calls`)).body;

/** As where a key is taken from the server under which a secret is stored. */
const loseKey = ({ id }: NewReceiverResponse): Promise<unknown> =>
  api.pool.query("UPDATE receivers SET secret = 'gone:' || split_part(secret, ':', 2) WHERE id = $1", [id]);

/** Every way to be refused, as the address and the headers of a delivery. */
async function strangers(): Promise<readonly (readonly [name: string, address: string, headers: Record<string, string>])[]> {
  const [projectId, other] = [await makeProject(api), await makeProject(api)];
  const make = (name: string, input: object = {}): Promise<NewReceiverResponse> => makeReceiver(api, { name, ...input }, projectId);
  const header = { header_name: 'x-key', header_value: 'S3CRET-0123456789' };
  const [hmac, rotated, disabled] = [await make('hmac'), await make('rotated'), await make('disabled', { enabled: false })];
  const [token, both] = [await make('token', { type: 'generic' }), await make('both', { type: 'generic', ...header })];
  const off = await make('off', { type: 'generic', enabled: false });
  await api.post(`/projects/${projectId}/receivers/${rotated.id}/rotate_secret`);
  const unreadable = await make('unreadable');
  await loseKey(unreadable);
  const at = (receiver: string | number, project: string | number = projectId): string => `${api.base}/projects/${project}/receivers/${receiver}/events`;
  const [event, wrong] = [fluxEvent(), 'hprs-S3CRET'.padEnd(48, 'x')];
  const forged = signed(wrong, event);
  return [
    ['a wrong signature', hmac.address, forged],
    ['a wrong signature during a rotation', rotated.address, forged],
    ['a right signature for a receiver that is disabled', disabled.address, signed(disabled.secret, event)],
    ['a right signature for a receiver whose key is gone', unreadable.address, signed(unreadable.secret, event)],
    ['a right signature for the receiver of another project', at(hmac.id, other), signed(hmac.secret, event)],
    ['a signature where a token is asked for', at(token.id), signed(token.secret, event)],
    ['a receiver that is not there', at(999_999), forged],
    ['a receiver whose number is none', at('abc'), forged],
    ['a receiver whose number has zeros before it', at(`0${hmac.id}`), signed(hmac.secret, event)],
    ['a receiver with a number that no row can have', at('99999999999999999999'), forged],
    ['a project that is not there', at(hmac.id, 999_999), signed(hmac.secret, event)],
    ['a path that no project has', at(hmac.id, 'root%2Fnowhere'), signed(hmac.secret, event)],
    ['a wrong token', `${at(token.id)}/${wrong}`, {}],
    ['a token in another case', token.address.replace(token.secret, token.secret.toUpperCase()), {}],
    ['a token that is cut off', token.address.slice(0, -1), {}],
    ['a token without its header', both.address, {}],
    ['a token with another header', both.address, { 'x-key': 'S3CRET-012345678' }],
    ['the token of a receiver that is disabled', off.address, {}],
    ['the token of another receiver', `${at(both.id)}/${token.secret}`, { 'x-key': header.header_value }],
    ['a token where a signature is asked for', `${at(hmac.id)}/${hmac.secret}`, signed(hmac.secret, event)],
    ['a token of a receiver that is not there', `${at(999_999)}/${token.secret}`, {}],
  ];
}

it('answers all alike to the byte, after as many statements', async () => {
  const seen = new Map<string, string[]>();
  for (const [name, address, headers] of await strangers()) {
    const before = api.statements.count;
    const answer = await deliver(address, fluxEvent(), headers);
    const { date: _date, 'x-request-id': _id, ...rest } = answer.headers;
    const key = JSON.stringify([answer.status, answer.text, rest, api.statements.count - before]);
    seen.set(key, [...(seen.get(key) ?? []), name]);
  }
  const [only = ''] = seen.keys();
  expect([...seen.values()]).toHaveLength(1);
  expect(JSON.parse(only)).toMatchObject([401, '{"message":"401 Unauthorized"}', { 'x-error-code': 'delivery_unauthorized' }, expect.any(Number)]);
});

it('tells the log once of a receiver whose key is gone, however often something is sent there', async () => {
  const receivers = [await makeReceiver(api), await makeReceiver(api)];
  for (const receiver of receivers) {
    await loseKey(receiver);
    for (const body of [fluxEvent(), fluxEvent({ message: 'again' })]) await deliver(receiver.address, body, signed(receiver.secret, body));
  }
  const told = lines.filter((line) => line.includes('none of its secrets can be read')).map((line) => JSON.parse(line) as object);
  expect(told).toEqual(receivers.map(({ id }) => expect.objectContaining({ receiverId: id, problem: expect.stringContaining('HOLDPOINT_SECRET_KEYS') })));
});

it('counts every refusal by receiver and reason, and none that is unknown by its number', async () => {
  const hmac = await makeReceiver(api);
  const at = (receiver: string | number): string => `${api.base}/projects/${hmac.project_id}/receivers/${receiver}/events`;
  const malformed = '{"severity":1}';
  const calls = [
    ...Array.from({ length: 5 }, () => () => deliver(hmac.address, fluxEvent(), signed('x', fluxEvent()))),
    ...Array.from({ length: 4 }, (_, index) => () => deliver(at(900_000 + index), fluxEvent())),
    ...Array.from({ length: 3 }, () => () => deliver(hmac.address, malformed, signed(hmac.secret, malformed))),
    ...Array.from({ length: 2 }, () => () => deliver(hmac.address, fluxEvent(), signed(hmac.secret, fluxEvent()))),
    () => deliver(hmac.address, Buffer.alloc(4 * 1024 * 1024 + 1), { 'x-signature': 'sha256=x' }),
  ];
  const answers = await Promise.all(calls.map((call) => call()));
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(2);
  const refused = await refusedOf(hmac.project_id);
  const sums = new Map<string, number>();
  for (const { receiver, reason, calls: count } of refused) sums.set(`${receiver} ${reason}`, (sums.get(`${receiver} ${reason}`) ?? 0) + count);
  expect(Object.fromEntries(sums)).toEqual({
    [`receiver:${hmac.id} delivery_unauthorized`]: 5,
    [`receiver:${hmac.id} event_malformed`]: 3,
    'receiver delivery_unauthorized': 4,
    'receiver body_too_large': 1,
  });
  expect(refused.find(({ reason }) => reason === 'event_malformed')?.sample).toMatchObject({ body_bytes: malformed.length, body_keys: [] });
});

it('tells a stranger only so often, and takes what is authentic from the same address all the while', async () => {
  const { address, secret } = await makeReceiver(api);
  const answers: Delivered[] = [];
  for (let round = 0; round < 3; round += 1) answers.push(...(await Promise.all(Array.from({ length: 40 }, () => deliver(address, fluxEvent())))));
  const statuses = answers.map(({ status }) => status);
  expect([statuses.filter((status) => status === 401).length, statuses.filter((status) => status === 429).length]).toEqual([100, 20]);
  expect(answers.find(({ status }) => status === 429)?.headers['retry-after']).toMatch(/^\d+$/);
  expect((await deliver(address, fluxEvent(), signed(secret, fluxEvent()))).status).toBe(202);
});

/** Where a text stands in the database, as `table`. */
async function tablesWith(text: string): Promise<readonly string[]> {
  const { rows } = await api.pool.query<{ name: string }>(
    "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
  );
  const found = await Promise.all(
    rows.map(async ({ name }) => {
      const { rows: [row] } = await api.pool.query<{ count: number }>(`SELECT count(*) AS count FROM ${name} t WHERE position($1 in t::text) > 0`, [text]);
      return row && row.count > 0 ? [name] : [];
    }),
  );
  return found.flat();
}

it('leaves no secret in a log, a table or an answer', async () => {
  const projectId = await makeProject(api);
  const marked = `S3CRET-${randomBytes(16).toString('hex')}`;
  const header = { header_name: 'authorization', header_value: `Bearer ${marked}` };
  const hmac = await makeReceiver(api, { secret: marked }, projectId);
  const token = await makeReceiver(api, { name: 'token', type: 'generic', ...header }, projectId);
  const { body: rotated } = await api.post<NewReceiverResponse>(`/projects/${projectId}/receivers/${token.id}/rotate_secret`);
  const telling = fluxEvent({ message: `token=${marked}`, metadata: { revision: `1.2?token=${marked}` } });
  const encoded = token.address.replace('/events/', '/%65vents/');
  const answers = [
    await deliver(token.address, fluxEvent(), { authorization: header.header_value }),
    await deliver(rotated.address, '{', { authorization: header.header_value }),
    await deliver(token.address, fluxEvent(), { authorization: `${header.header_value}x` }),
    await deliver(encoded, fluxEvent(), { authorization: header.header_value }),
    await deliver(`${token.address}/`, fluxEvent()),
    await deliver(`${token.address}%zz`, fluxEvent()),
    await deliver(token.address.replace('/events/', `/events/${'x'.repeat(1_100)}`), fluxEvent()),
    await deliver(token.address, fluxEvent(), {}, { method: 'GET' }),
    await deliver(token.address.replace('/receivers/', '/receiver/'), fluxEvent()),
    await deliver(hmac.address, telling, signed(marked, telling)),
    await deliver(hmac.address, marked, signed(marked, marked)),
    await deliver(hmac.address, fluxEvent(), { authorization: header.header_value, 'x-signature': marked }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([202, 400, 401, 202, 401, 400, 414, 405, 404, 202, 400, 401]);
  const given = answers.map(({ text, headers }) => text + JSON.stringify(headers)).join('\n');
  expect(lines.filter((line) => line.includes('answered')).length).toBeGreaterThan(10);
  for (const secret of [marked, token.secret, rotated.secret]) {
    expect([given.includes(secret), lines.filter((line) => line.includes(secret)), await tablesWith(secret)]).toEqual([false, [], []]);
  }
  expect(await tablesWith(hmac.name)).toEqual(expect.arrayContaining(['public.receivers', 'public.callbacks']));
});
