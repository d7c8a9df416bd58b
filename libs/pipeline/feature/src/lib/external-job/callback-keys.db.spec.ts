/** Proves that whatever a callback gives of a job must agree with it, early or not, and what a repeat meets. */
import type { CallbackResponse, ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import { changeByHand, commitConfig, jobsOf, makePipeline, makeProject, makeWaiting } from '../test-project.fixture';
import { TestApi, type Answer } from '../test-api.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const KEYED = (name: string): string => `${name}: { external: { match: { key: k } } }\n`;
const SHA = 'f'.repeat(40);

const report = (id: number, input: object, headers: Record<string, string> = {}): Promise<Answer<CallbackResponse>> =>
  api.send('POST', `/projects/${id}/pipeline_callback`, JSON.stringify({ job_status: 'success', ...input }), { 'content-type': 'application/json', ...headers });
const verdictsOf = ({ body }: Answer<CallbackResponse>): readonly string[] => body.matches.map(({ job_name, verdict }) => `${job_name} ${verdict}`);
const statusesOf = async (id: number, pipelineId: number): Promise<Record<string, string>> =>
  Object.fromEntries(Object.values(await jobsOf(api, id, pipelineId)).map(({ name, status }) => [name, status]));

describe('an early report that names a job', () => {
  it('is not taken by another job of its match key, and waits for its own', async () => {
    const id = await makeProject(api, KEYED('y'));
    expect((await report(id, { match_key: 'k', job_name: 'x' })).body.verdict).toBe('parked');
    const other = await makePipeline(api, id);
    expect(await statusesOf(id, other.id)).toEqual({ y: 'running_externally' });
    const { y } = await jobsOf(api, id, other.id);
    expect((await api.get(`/projects/${id}/jobs/${y?.id}/waiting`)).body).toMatchObject({ parked: [] });
    await commitConfig(api, id, KEYED('x'), 'update');
    expect(await statusesOf(id, (await makePipeline(api, id)).id)).toEqual({ x: 'success' });
  });

  it('is kept for the pipeline to come, though others of the commit have no such job', async () => {
    const id = await makeProject(api, 'other: { script: x }\nwait: { external: true, rules: [{ if: $WAIT }] }\n');
    const { sha } = await makePipeline(api, id);
    await api.post(`/projects/${id}/statuses/${sha}`, { state: 'success', name: 'lint' });
    expect((await report(id, { ref: 'main', sha, job_name: 'wait' })).body.verdict).toBe('parked');
    const made = await api.post<{ id: number }>(`/projects/${id}/pipeline`, { ref: 'main', variables: [{ key: 'WAIT', value: '1' }] });
    expect(await statusesOf(id, made.body.id)).toMatchObject({ wait: 'success' });
  });

  it('by the number of an attempt that was retried meanwhile is superseded', async () => {
    const { id, pipeline, wait } = await makeWaiting(api, 'first: { stage: build, script: x }\nwait: { stage: deploy, external: true }\n');
    const early = await report(id, { job_id: wait.id, job_name: 'wait' });
    expect(verdictsOf(early)).toEqual(['wait parked']);
    await api.post(`/projects/${id}/jobs/${wait.id}/cancel`);
    await api.post(`/projects/${id}/jobs/${wait.id}/retry`);
    await changeByHand(api, "UPDATE builds SET status = 'success', finished_at = holdpoint_now() WHERE pipeline_id = $1", [pipeline.id]);
    await report(id, { pipeline_id: pipeline.id, job_name: 'wait', job_status: 'running' });
    const { body } = await api.get<ProjectCallbackResponse>(`/projects/${id}/callbacks/${early.body.callback_id}`);
    expect(body.matches.map(({ verdict }) => verdict)).toEqual(['parked', 'superseded']);
  });
});

describe('keys that lead to different jobs', () => {
  it.each([
    ['another ref', { ref: 'prod' }],
    ['another sha', { sha: SHA }],
  ])('lead to none: a number with %s', async (_, wrong) => {
    const { id, pipeline, wait } = await makeWaiting(api);
    const right = { ref: 'main', sha: pipeline.sha };
    expect(await report(id, { job_id: wait.id, ...right, ...wrong })).toMatchObject({ status: 202, body: { verdict: 'unmatched' } });
    expect(await statusesOf(id, pipeline.id)).toMatchObject({ wait: 'running_externally' });
    expect((await report(id, { job_id: wait.id, ...right })).body.verdict).toBe('accepted');
  });

  it.each([
    ['a commit', ({ sha }: { sha: string }) => ({ ref: 'main', sha, job_name: 'wait' })],
    ['a match key', () => ({ match_key: 'k' })],
    ['a job', ({ jobId }: { jobId: number }) => ({ job_id: jobId })],
  ])('are answered with 404 where the pipeline is not there: beside %s', async (_, keys) => {
    const { id, pipeline, wait } = await makeWaiting(api);
    expect((await report(id, { pipeline_id: 999_999, ...keys({ sha: pipeline.sha, jobId: wait.id }) })).status).toBe(404);
  });
});

describe('policies', () => {
  it('choose among jobs, not among pipelines that have none', async () => {
    const { id, pipeline } = await makeWaiting(api, 'wait: { external: true, rules: [{ if: $NO, when: never }, { when: on_success }] }\nx: { script: x }\n');
    await api.post(`/projects/${id}/pipeline`, { ref: 'main', variables: [{ key: 'NO', value: '1' }] });
    const keys = { ref: 'main', sha: pipeline.sha, job_name: 'wait', dry_run: true };
    for (const policy of ['newest', 'reject', 'all']) {
      await api.put(`/projects/${id}`, { callback_match_policy: policy });
      expect([policy, ...verdictsOf(await report(id, keys))]).toEqual([policy, 'wait accepted']);
    }
  });

  it.each([
    ['a match key', () => ({ match_key: 'k' })],
    ['a match key at a commit', (sha: string) => ({ match_key: 'k', ref: 'main', sha })],
    ['a commit', (sha: string) => ({ ref: 'main', sha, job_name: 'a' })],
  ])('newest, by %s: what is sent again ends no older job, whatever it says', async (_, keys) => {
    for (const job_status of ['success', 'failed', 'canceled']) {
      const id = await makeProject(api, KEYED('a'));
      await api.put(`/projects/${id}`, { callback_match_policy: 'newest' });
      const [older, newer] = [await makePipeline(api, id), await makePipeline(api, id)];
      for (const verdict of ['accepted', 'duplicate', 'duplicate']) {
        const { body } = await report(id, { ...keys(older.sha), job_status });
        expect(body.matches.map((match) => [match.pipeline_id, match.verdict])).toEqual([[newer.id, verdict]]);
      }
      expect(await statusesOf(id, older.id)).toEqual({ a: 'running_externally' });
    }
  });

  it.each([
    ['a match key', () => ({ match_key: 'k' })],
    ['a match key at a commit', (sha: string) => ({ match_key: 'k', ref: 'main', sha })],
    ['a commit', (sha: string) => ({ ref: 'main', sha, job_name: 'a' })],
  ])('reject, by %s: only jobs that are open are a choice', async (_, keys) => {
    const id = await makeProject(api, KEYED('a'));
    await api.put(`/projects/${id}`, { callback_match_policy: 'reject' });
    const [first, second, third] = [await makePipeline(api, id), await makePipeline(api, id), await makePipeline(api, id)];
    const told = async (): Promise<unknown> => (await report(id, keys(first.sha))).body.matches.map((match) => [match.pipeline_id, match.verdict]);
    await report(id, { pipeline_id: third.id, job_name: 'a' });
    expect(await told()).toEqual([[first.id, 'conflict'], [second.id, 'conflict']]);
    await report(id, { pipeline_id: first.id, job_name: 'a' });
    expect(await told()).toEqual([[second.id, 'accepted']]);
    expect(await told()).toEqual([[third.id, 'duplicate']]);
  });
});

it.each([
  ['a match key', () => ({ match_key: 'k' })],
  ['a commit', (sha: string) => ({ ref: 'main', sha, job_name: 'a' })],
])('newest, by %s: a job that was canceled has no part in the choice', async (_, keys) => {
  const id = await makeProject(api, KEYED('a'));
  await api.put(`/projects/${id}`, { callback_match_policy: 'newest' });
  const [older, newer] = [await makePipeline(api, id), await makePipeline(api, id)];
  await api.post(`/projects/${id}/pipelines/${newer.id}/cancel`);
  const { body } = await report(id, keys(older.sha));
  expect(body.matches.map((match) => [match.pipeline_id, match.verdict])).toEqual([[older.id, 'accepted']]);
});

describe('a repeat under an Idempotency-Key', () => {
  it.each([
    ['several jobs of a pipeline', KEYED('a') + KEYED('b'), { match_key: 'k' }, 'all'],
    ['ambiguous jobs', KEYED('a') + KEYED('b'), { match_key: 'k' }, 'reject'],
    ['a name that no job has', KEYED('a'), { match_key: 'k', job_name: 'zzz' }, 'all'],
    ['a job that is to come', 'a: { script: x }\n', { match_key: 'k', job_name: 'a' }, 'all'],
  ])('is answered as the first call: %s', async (name, config, keys, policy) => {
    const id = await makeProject(api, config);
    await api.put(`/projects/${id}`, { callback_match_policy: policy });
    await makePipeline(api, id);
    const key = { 'idempotency-key': name };
    const first = await report(id, keys, key);
    await commitConfig(api, id, KEYED('a'), 'update');
    await makePipeline(api, id);
    const again = await report(id, keys, key);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    const { body } = await api.get<ProjectCallbackResponse>(`/projects/${id}/callbacks/${first.body.callback_id}`);
    expect(body.matches.slice(0, first.body.matches.length).map(({ verdict }) => verdict)).toEqual(first.body.matches.map(({ verdict }) => verdict));
  });
});

it('a repeat is told to wait while the first call is under way, though some of it is done', async () => {
  const id = await makeProject(api, KEYED('a'));
  const [free, held] = [await makePipeline(api, id), await makePipeline(api, id)];
  const [keys, key] = [{ match_key: 'k' }, { 'idempotency-key': 'held' }];
  const holder = await api.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM pipelines WHERE id = $1 FOR UPDATE', [held.id]);
  const first = report(id, keys, key);
  while ((await statusesOf(id, free.id))['a'] !== 'success');
  expect((await report(id, keys, key)).headers.get('x-error-code')).toBe('idempotency_in_progress');
  await holder.query('COMMIT');
  holder.release();
  const answered = await first;
  expect(answered.body.matches.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted']);
  expect((await report(id, keys, key)).body).toEqual(answered.body);
});

it('canceled is an outcome where it was reported, which another contradicts; where somebody has canceled, any is late', async () => {
  const id = await makeProject(api, KEYED('a') + KEYED('b'));
  const pipeline = await makePipeline(api, id);
  const told = async (name: string, ...outcomes: readonly string[]): Promise<unknown[]> => {
    const answers: unknown[] = [];
    for (const status of outcomes) {
      const { status: code, body } = await report(id, { pipeline_id: pipeline.id, job_name: name, job_status: status });
      answers.push(`${status} ${code} ${body.verdict}`);
    }
    return answers;
  };
  expect(await told('a', 'canceled', 'canceled', 'success', 'running')).toEqual([
    'canceled 200 accepted', 'canceled 200 duplicate', 'success 409 conflict', 'running 200 ignored',
  ]);
  await api.post(`/projects/${id}/jobs/${(await jobsOf(api, id, pipeline.id))['b']?.id}/cancel`);
  expect(await told('b', 'canceled', 'success', 'running')).toEqual(['canceled 409 late', 'success 409 late', 'running 409 late']);
  expect(await statusesOf(id, pipeline.id)).toEqual({ a: 'canceled', b: 'canceled' });
});

it('failures that are parked together are counted one by one', async () => {
  const { id, pipeline } = await makeWaiting(api, 'first: { stage: build, external: true }\nwait: { stage: deploy, external: { fail_on: 2 } }\n');
  const failed = { pipeline_id: pipeline.id, job_name: 'wait', job_status: 'failed' };
  expect([...verdictsOf(await report(id, failed)), ...verdictsOf(await report(id, failed))]).toEqual(['wait parked', 'wait parked']);
  await report(id, { pipeline_id: pipeline.id, job_name: 'first' });
  expect(await statusesOf(id, pipeline.id)).toEqual({ first: 'success', wait: 'failed' });
});

it('a cursor far outside of time is refused', async () => {
  const id = await makeProject(api);
  for (const at of [-1, -1e15, Number.MAX_SAFE_INTEGER]) {
    const cursor = Buffer.from(JSON.stringify([at, '01920000-0000-7000-8000-000000000000'])).toString('base64url');
    expect((await api.get(`/projects/${id}/callbacks?pagination=keyset&cursor=${cursor}`)).status).toBe(400);
  }
});
