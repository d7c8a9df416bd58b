/**
 * The invariant of the ledger: every call that was answered is counted, in the ledger or among the refused ones, by what
 * it was answered with. And what strangers can do to it: they are limited, cost one row a minute, and leave no value.
 */
import type { RefusedCallResponse } from '@holdpoint/pipeline-contract';
import { TestApi, type Answer } from '../../test-api.fixture';
import { makeProject, makeWaiting, type Waiting } from '../../test-project.fixture';
import { RefusedCalls } from './refused-calls';
import { REFUSALS_MAX } from './stranger-limit';

let api: TestApi;
beforeEach(async () => (api = await TestApi.start()));
afterEach(() => api.stop());

const JSON_TYPE = { 'content-type': 'application/json' };
const FORGED = { 'private-token': 'forged-S3CRET-0123456789' };

type Call = () => Promise<Answer<{ readonly verdict?: string; readonly error?: string }>>;

/** The same numbers for every run. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** Keys that PostgreSQL keeps in no text, and one that is cut between its two halves. */
const UNSTORABLE = ['\\u0000', '\\ud800', `${'a'.repeat(63)}\\ud83d\\ude00`];

/** One kind of call each: good, early, repeated, malformed, forged, lost. */
function kindsOf({ id, pipeline, wait }: Waiting, random: (below: number) => number): readonly (() => Call)[] {
  const path = `/projects/${id}/pipeline_callback`;
  const send = (body: object, headers: Record<string, string> = {}, to = path): Call => () => api.post(to, body, headers);
  const good = { pipeline_id: pipeline.id, job_name: 'wait', job_status: 'success' };
  return [
    () => send(good),
    () => send({ ...good, job_status: random(2) === 0 ? 'failed' : 'running' }),
    () => send({ job_id: wait.id, job_status: 'success' }),
    () => send({ match_key: `key ${random(5)}`, job_status: 'success' }),
    () => send({ ...good, pipeline_id: 900_000 + random(100) }),
    () => send(good, { 'idempotency-key': `k${random(4)}` }),
    () => send({ ...good, job_status: 'failed' }, { 'idempotency-key': `k${random(4)}` }),
    () => send({ job_name: 'wait' }),
    () => () => api.send('POST', path, '{"job_name": ', JSON_TYPE),
    () => () => api.send('POST', path, `{"${UNSTORABLE[random(UNSTORABLE.length)]}": 1}`, JSON_TYPE),
    () => send(good, FORGED, '/projects/%00/pipeline_callback'),
    () => () => api.send('POST', path, '<a/>', { 'content-type': 'application/xml' }),
    () => send(good, FORGED),
    () => send(good, FORGED, '/projects/root%2Fnowhere/pipeline_callback'),
    () => send(good, {}, '/projects/999999/pipeline_callback'),
    () => send({ state: 'success' }, FORGED, `/projects/${id}/statuses/${pipeline.sha}`),
    () => send({ state: 'odd' }, {}, `/projects/${id}/statuses/${pipeline.sha}`),
    () => send(good, {}, `/projects/99999999999999999999${random(9)}/pipeline_callback`),
  ];
}

function countBy<T>(items: readonly T[], classOf: (item: T) => string, weightOf: (item: T) => number = () => 1): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[classOf(item)] = (counts[classOf(item)] ?? 0) + weightOf(item);
  return counts;
}

const classOf = ({ status, headers }: Answer<unknown>): string => headers.get('x-error-code') ?? (status < 500 ? 'ledger' : 'failed');

/** What the tables say, in the same classes. */
async function counted(): Promise<Record<string, number>> {
  const refused = await api.pool.query<{ reason: string; calls: number }>('SELECT reason, calls FROM refused_calls');
  const { rows } = await api.pool.query<{ calls: number }>('SELECT sum(calls) AS calls FROM callbacks');
  return { ...countBy(refused.rows, ({ reason }) => reason, ({ calls }) => calls), ledger: rows[0]?.calls ?? 0 };
}

it.each([1, 2])('as many are counted as were answered, class by class (seed %d)', async (seed) => {
  const random = randomOf(seed);
  const kinds = kindsOf(await makeWaiting(api), random);
  const calls = Array.from({ length: 400 }, () => kinds[random(kinds.length)]?.() as Call);
  const answers: Answer<unknown>[] = [];
  for (let start = 0; start < calls.length; start += 100) {
    answers.push(...(await Promise.all(calls.slice(start, start + 100).map((call) => call()))));
  }
  const expected = countBy(answers, classOf);
  expect(Object.keys(expected)).toEqual(expect.arrayContaining(['ledger', 'parameters_invalid', 'body_malformed', 'unauthorized', 'project_not_found']));
  expect(expected['failed']).toBeUndefined();
  await api.app.get(RefusedCalls).flush();
  expect(await counted()).toEqual(expected);
  const { rows } = await api.pool.query("SELECT FROM refused_calls WHERE holdpoint_now() - minute >= interval '2 minutes'");
  expect(rows).toEqual([]);
});

it('a stranger hears only so often why; callers with a token from the same address always', async () => {
  const { id, pipeline } = await makeWaiting(api);
  const forge = (): Promise<Answer<unknown>> => api.post(`/projects/${id}/pipeline_callback`, { pipeline_id: pipeline.id }, FORGED);
  const answers: Answer<unknown>[] = [];
  for (let round = 0; round < 3; round += 1) answers.push(...(await Promise.all(Array.from({ length: 50 }, forge))));
  expect(countBy(answers, ({ status }) => String(status))).toEqual({ 401: REFUSALS_MAX, 429: 150 - REFUSALS_MAX });
  const limited = answers.find(({ status }) => status === 429);
  expect([limited?.body, limited?.headers.get('x-error-code')]).toEqual([{ message: '429 Too Many Requests' }, 'rate_limited']);
  expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(limited?.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  const good = await api.post(`/projects/${id}/pipeline_callback`, { pipeline_id: pipeline.id, job_name: 'wait', job_status: 'success' });
  expect(good.status).toBe(200);
  const malformed = await api.post(`/projects/${id}/pipeline_callback`, {});
  expect(malformed.status).toBe(400);
  await api.app.get(RefusedCalls).flush();
  const { rows } = await api.pool.query<{ rows: number }>('SELECT count(*) AS rows FROM refused_calls');
  expect(rows[0]?.rows).toBeLessThanOrEqual(2 * 3);
  const flood = await api.pool.query<{ sample: unknown }>("SELECT sample FROM refused_calls WHERE reason = 'rate_limited'");
  expect(flood.rows.at(0)?.sample).toEqual({ remoteAddress: '127.0.0.1', headers: [], bodyBytes: null, bodyKeys: [] });
});

describe('what is shown', () => {
  const SECRET = 'hunter2-S3CRET';

  it('is the project’s own, newest minute first, with one sample that has names and no values', async () => {
    const id = await makeProject(api);
    const other = await makeProject(api);
    const path = `/projects/${id}/pipeline_callback`;
    const body = { job_name: SECRET, password: SECRET, 'glpat-0123456789abcdef': 1 };
    await api.post(path, body, { 'x-secret': SECRET });
    await api.post(path, {});
    await api.post(path, body, { 'private-token': SECRET });
    await api.pool.query("UPDATE refused_calls SET minute = minute - interval '1 minute' WHERE reason = 'unauthorized'");
    const { body: refused } = await api.get<RefusedCallResponse[]>(`/projects/${id}/refused_calls`);
    expect(refused).toMatchObject([
      { receiver: 'pipeline_callback', reason: 'parameters_invalid', calls: 2, sample: { remote_address: '127.0.0.1' } },
      { reason: 'unauthorized', calls: 1, sample: { body_keys: [], body_bytes: JSON.stringify(body).length } },
    ]);
    expect(refused[0]?.sample?.body_keys).toEqual(['job_name', 'password', '[masked]']);
    expect(refused[0]?.sample?.headers).toEqual(expect.arrayContaining(['content-type', 'private-token', 'x-secret']));
    expect(refused[0]?.minute).toMatch(/:00\.000Z$/);
    expect(JSON.stringify(refused)).not.toContain(SECRET);
    expect((await api.get(`/projects/${other}/refused_calls`)).body).toEqual([]);
    expect((await api.get<unknown[]>(`/projects/${id}/refused_calls?per_page=1&page=2`)).body).toEqual([refused[1]]);
  });

  it('counts a call that names its project by path in any case or by number together', async () => {
    const id = await makeProject(api);
    const { body: project } = await api.get<{ path_with_namespace: string }>(`/projects/${id}`);
    const path = encodeURIComponent(project.path_with_namespace);
    await Promise.all([id, path, path.toUpperCase()].map((name) => api.post(`/projects/${name}/pipeline_callback`, {})));
    expect((await api.get(`/projects/${id}/refused_calls`)).body).toMatchObject([{ calls: 3 }]);
  });
});
