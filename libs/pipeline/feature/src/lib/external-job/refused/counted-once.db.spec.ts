/**
 * Proves that an answer is counted in one place: a report that is stored is not counted again because its
 * answer is a refusal, and a dry run is counted nowhere.
 */
import type { JobResponse } from '@holdpoint/pipeline-contract';
import { awaitStatus, reportStatus, FLUX_NAME } from '../../commit-status/commit-status.fixture';
import { TestApi, type Answer } from '../../test-api.fixture';
import { jobsOf, makePipeline, makeWaiting, type Waiting } from '../../test-project.fixture';
import { RefusedCalls } from './refused-calls';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

/** How many calls of a project are in the ledger, and how many among the refused ones. */
async function countsOf(id: number): Promise<{ readonly ledger: number; readonly refused: number }> {
  await api.app.get(RefusedCalls).flush();
  const sum = async (table: string): Promise<number> =>
    (await api.pool.query<{ calls: number }>(`SELECT coalesce(sum(calls), 0) AS calls FROM ${table} WHERE project_id = $1`, [id])).rows[0]?.calls ?? Number.NaN;
  return { ledger: await sum('callbacks'), refused: await sum('refused_calls') };
}

describe('a commit status that a job waits for and does not take', () => {
  const report = ({ id, pipeline }: Waiting, state: string): Promise<Answer<unknown>> => reportStatus(api, id, pipeline.sha, { name: FLUX_NAME, state });

  async function makeAwaited(): Promise<Waiting> {
    const waiting = await makeWaiting(api);
    await awaitStatus(api, waiting.wait.id);
    return waiting;
  }

  async function expectRefused({ status, headers }: Answer<unknown>): Promise<void> {
    expect([status, headers.get('x-error-code')]).toEqual([400, 'transition_illegal']);
  }

  it('because it has ended otherwise is in the ledger alone', async () => {
    const waiting = await makeAwaited();
    await report(waiting, 'success');
    await expectRefused(await report(waiting, 'failed'));
    expect(await countsOf(waiting.id)).toEqual({ ledger: 2, refused: 0 });
  });

  it('because it is canceled is in the ledger alone', async () => {
    const waiting = await makeAwaited();
    expect((await api.post<JobResponse>(`/projects/${waiting.id}/jobs/${waiting.wait.id}/cancel`)).body.status).toBe('canceled');
    await expectRefused(await report(waiting, 'success'));
    expect(await countsOf(waiting.id)).toEqual({ ledger: 1, refused: 0 });
  });

  it('because others wait for it too is in the ledger alone', async () => {
    const waiting = await makeAwaited();
    await api.put(`/projects/${waiting.id}`, { callback_match_policy: 'reject' });
    const other = await makePipeline(api, waiting.id);
    await awaitStatus(api, (await jobsOf(api, waiting.id, other.id))['wait']?.id ?? 0);
    await expectRefused(await report(waiting, 'success'));
    expect(await countsOf(waiting.id)).toEqual({ ledger: 1, refused: 0 });
  });

  it('because it says nothing that a job could take is among the refused calls alone', async () => {
    const waiting = await makeAwaited();
    await expectRefused(await report(waiting, 'skipped'));
    expect(await countsOf(waiting.id)).toEqual({ ledger: 0, refused: 1 });
  });
});

describe('a dry run that is refused', () => {
  const JSON_TYPE = { 'content-type': 'application/json' };
  const good = '{"job_id": 1, "job_status": "success"}';

  it.each([
    ['by a parameter', '?dry_run=1', '{"job_id": "x"}', {}],
    ['by a parameter, and is one by its body', '', '{"job_id": "x", "dry_run": "True"}', {}],
    ['because it cannot be read', '?dry_run=true', '{"job_id": ', {}],
    ['by its key', '?dry_run=1', good, { 'idempotency-key': '' }],
  ])('%s is counted nowhere', async (_why, query, body, headers) => {
    const { id } = await makeWaiting(api);
    const { status } = await api.send('POST', `/projects/${id}/pipeline_callback${query}`, body, { ...JSON_TYPE, ...headers });
    expect([status, await countsOf(id)]).toEqual([400, { ledger: 0, refused: 0 }]);
  });

  it.each([
    ['cannot be read and is a dry run by its body at most', 400, 'pipeline_callback', '{"dry_run": true, "job_id": ', {}],
    ['is none by its body, which wins', 400, 'pipeline_callback?dry_run=1', '{"job_id": "x", "dry_run": false}', {}],
    ['does not say clearly whether it is one', 400, 'pipeline_callback?dry_run=perhaps', good, {}],
    ['comes from a stranger, who would hide behind it', 401, 'pipeline_callback?dry_run=1', good, { 'private-token': 'forged' }],
    ['is a commit status, which knows no dry run', 400, 'statuses/main?dry_run=1', '{"state": "odd"}', {}],
  ])('a call that %s is counted', async (_what, expected, path, body, headers) => {
    const { id } = await makeWaiting(api);
    const { status } = await api.send('POST', `/projects/${id}/${path}`, body, { ...JSON_TYPE, ...headers });
    expect([status, await countsOf(id)]).toEqual([expected, { ledger: 0, refused: 1 }]);
  });
});
