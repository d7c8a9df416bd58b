/** Proves that a repeat under an Idempotency-Key is answered as its call, whatever became of the process or the database meanwhile. */
import { randomUUID } from 'node:crypto';
import { CallbackLedger } from '@holdpoint/pipeline-application';
import type { CallbackResponse, ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import { eventually } from '@holdpoint/pipeline-testing';
import { TestApi, type Answer } from '../test-api.fixture';
import { jobsOf, makePipeline, makeProject, makeWaiting } from '../test-project.fixture';
import { plantDeadlock } from './planted-failures.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const report = (id: number, key: string, input: object): Promise<Answer<CallbackResponse>> =>
  api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_name: 'wait', job_status: 'success', ...input }, { 'idempotency-key': key });

/** The key of a call that is as another was, whose process has died so many seconds ago. */
async function leaveDeadClaim(id: number, key: string, like: string, secondsAgo = 31): Promise<void> {
  const { rowCount } = await api.pool.query(
    `INSERT INTO idempotency_keys (project_id, actor, key, request_digest, callback_id, claimed_at)
     SELECT project_id, actor, encode(sha256($2::text::bytea), 'hex'), request_digest, gen_random_uuid(), holdpoint_now() - $4 * interval '1 second'
     FROM idempotency_keys WHERE project_id = $1 AND key = encode(sha256($3::text::bytea), 'hex')`,
    [id, key, like, secondsAgo],
  );
  expect(rowCount).toBe(1);
}

describe('a claim whose process has died', () => {
  it('is taken over after a while, and its answer is kept for repeats', async () => {
    const { id, pipeline } = await makeWaiting(api);
    await report(id, 'like', { pipeline_id: pipeline.id });
    await leaveDeadClaim(id, 'young', 'like', 20);
    expect((await report(id, 'young', { pipeline_id: pipeline.id })).status).toBe(409);
    await leaveDeadClaim(id, 'dead', 'like');
    const taken = await report(id, 'dead', { pipeline_id: pipeline.id });
    expect([taken.status, taken.body.verdict]).toEqual([200, 'duplicate']);
    const again = await report(id, 'dead', { pipeline_id: pipeline.id });
    expect([again.status, again.body]).toEqual([200, taken.body]);
  });

  it('is given back when whoever takes it over is refused', async () => {
    const { id, pipeline } = await makeWaiting(api);
    await report(id, 'like', { pipeline_id: pipeline.id, job_status: 'running' });
    await leaveDeadClaim(id, 'dead', 'like');
    const undo = await plantDeadlock(api, 'UPDATE ON external_jobs');
    const refused = await report(id, 'dead', { pipeline_id: pipeline.id, job_status: 'running' });
    await undo();
    expect([refused.status, refused.headers.get('x-error-code')]).toEqual([503, 'busy']);
    const again = await report(id, 'dead', { pipeline_id: pipeline.id, job_status: 'running' });
    expect([again.status, again.body.verdict]).toEqual([200, 'progress']);
    expect((await jobsOf(api, id, pipeline.id))['wait']?.status).toBe('running_externally');
  });
});

it('a slow call keeps its answer, though whoever took its claim over has given it back', async () => {
  const { id } = await makeWaiting(api);
  const ledger = api.app.get(CallbackLedger);
  const claim = { projectId: id, actor: 'root', key: 'slow', requestDigest: 'digest', callbackId: randomUUID() };
  const matches = [{ pipelineId: null, jobId: null, jobName: 'wait', verdict: 'unmatched', reason: 'pipeline_not_found' }] as const;
  expect(await ledger.claim(claim)).toEqual({ type: 'claimed', callbackId: claim.callbackId });
  await ledger.release(claim);
  await ledger.finish(claim, matches);
  expect(await ledger.claim({ ...claim, callbackId: randomUUID() })).toEqual({ type: 'repeated', callbackId: claim.callbackId, matches });
});

describe('a call whose claim is taken over while it is only slow', () => {
  /** What both are answered, the slow one and the one that took its claim over while the pipeline was held. */
  const askTwice = async (id: number, pipelineId: number): Promise<readonly Answer<CallbackResponse>[]> => {
    const claims = (query: string): Promise<void> => eventually(async () => (await api.pool.query(query, [id])).rowCount === 1);
    const holder = await api.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM pipelines WHERE id = $1 FOR UPDATE', [pipelineId]);
    const slow = report(id, 'slow', { pipeline_id: pipelineId });
    await claims("UPDATE idempotency_keys SET claimed_at = holdpoint_now() - interval '31 seconds' WHERE project_id = $1");
    const second = report(id, 'slow', { pipeline_id: pipelineId });
    await claims("SELECT FROM idempotency_keys WHERE project_id = $1 AND claimed_at > holdpoint_now() - interval '30 seconds'");
    await holder.query('ROLLBACK');
    holder.release();
    return Promise.all([slow, second]);
  };

  it('is answered as that was, and both are counted', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const [slow, second] = await askTwice(id, pipeline.id);
    expect([slow?.status, second?.status, second?.body]).toEqual([200, 200, slow?.body]);
    const { body } = await api.get<ProjectCallbackResponse>(`/projects/${id}/callbacks/${slow?.body.callback_id}`);
    expect([body.calls, (await report(id, 'slow', { pipeline_id: pipeline.id })).body]).toEqual([2, slow?.body]);
  }, 20_000);

  it('is parked once, and its key stays with it though its answer could not be kept', async () => {
    const id = await makeProject(api, 'first: { stage: build, script: echo }\nwait: { stage: test, external: true }');
    const pipeline = await makePipeline(api, id);
    const undo = await plantDeadlock(api, 'UPDATE OF matches ON idempotency_keys');
    const both = await askTwice(id, pipeline.id);
    await undo();
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    await api.pool.query("UPDATE idempotency_keys SET claimed_at = holdpoint_now() - interval '31 seconds' WHERE project_id = $1", [id]);
    const again = await report(id, 'slow', { pipeline_id: pipeline.id });
    expect([again.status, again.body]).toEqual([202, both.find(({ status }) => status === 202)?.body]);
    const { rows } = await api.pool.query('SELECT FROM parked_callbacks WHERE callback_id = $1', [again.body.callback_id]);
    expect(rows).toHaveLength(1);
  }, 20_000);
});

it('a call that was taken under its key before it could take itself is answered what was done first', async () => {
  const { id, pipeline } = await makeWaiting(api);
  const ledger = api.app.get(CallbackLedger);
  const claim = { projectId: id, actor: 'root', key: 'slow', requestDigest: 'digest', callbackId: '' };
  const taken = await report(id, 'taken', { pipeline_id: pipeline.id });
  const [match] = await ledger.finish({ ...claim, callbackId: taken.body.callback_id ?? '' }, [{ pipelineId: pipeline.id, jobId: null, jobName: 'wait', verdict: 'duplicate', reason: 'same_outcome' }]);
  expect(match?.verdict).toBe('accepted');
});

describe('a call that met a failing store', () => {
  const early = { ref: 'main', sha: 'f'.repeat(40) };

  it.each([
    ['was to be parked', 'INSERT ON parked_callbacks', early, 'parked'],
    ['met no job', 'INSERT ON callbacks', { pipeline_id: 999_999 }, 'unmatched'],
  ])('gives its key back: %s', async (key, write, input, verdict) => {
    const { id } = await makeWaiting(api);
    const undo = await plantDeadlock(api, write);
    const refused = await report(id, key, input);
    await undo();
    expect([refused.status, refused.headers.get('x-error-code')]).toEqual([503, 'busy']);
    expect((await report(id, key, input)).body.verdict).toBe(verdict);
  });

  it('is answered what it came to where only its key could not be kept, and so are its repeats', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const undo = await plantDeadlock(api, 'UPDATE ON idempotency_keys');
    const taken = await report(id, 'kept', { pipeline_id: pipeline.id });
    await undo();
    expect([taken.status, taken.body.verdict]).toEqual([200, 'accepted']);
    expect((await jobsOf(api, id, pipeline.id))['wait']?.status).toBe('success');
    await api.pool.query("UPDATE idempotency_keys SET claimed_at = holdpoint_now() - interval '31 seconds' WHERE project_id = $1", [id]);
    const again = await report(id, 'kept', { pipeline_id: pipeline.id });
    expect([again.status, again.body]).toEqual([200, taken.body]);
  });
});

it('a call that ended the job of one pipeline and not of another does not say that nothing was changed, and does the rest when it is repeated', async () => {
  const { id, pipeline } = await makeWaiting(api);
  const held = await makePipeline(api, id);
  const keys = { ref: 'main', sha: pipeline.sha };
  const holder = await api.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM pipelines WHERE id = $1 FOR UPDATE', [held.id]);
  const answer = await report(id, 'partly', keys);
  await holder.query('ROLLBACK');
  holder.release();
  expect([answer.status, answer.headers.get('x-error-code')]).toEqual([503, 'outcome_unknown']);
  expect((await jobsOf(api, id, pipeline.id))['wait']?.status).toBe('success');
  const again = await report(id, 'partly', keys);
  expect([again.status, again.body.matches.map(({ verdict }) => verdict)]).toEqual([200, ['duplicate', 'accepted']]);
  // A 503 that has left something behind is a call in the ledger like any other.
  const { body: ledger } = await api.get<ProjectCallbackResponse[]>(`/projects/${id}/callbacks`);
  expect(ledger.map(({ calls, matches }) => [calls, matches.map(({ verdict }) => verdict)])).toEqual([[1, ['duplicate', 'accepted']], [1, ['accepted']]]);
}, 20_000);
