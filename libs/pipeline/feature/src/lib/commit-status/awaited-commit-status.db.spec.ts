/** Proves that an external job which waits for a commit status is ended by it, and that no status appears beside it. */
import type { CallbackResponse, CommitStatusResponse, JobResponse, ProjectCallbackResponse, WaitingResponse } from '@holdpoint/pipeline-contract';
import { plantDeadlock } from '../external-job/planted-failures.fixture';
import { TestApi, type Answer } from '../test-api.fixture';
import { changeByHand, jobsOf, makeWaiting, type Waiting } from '../test-project.fixture';
import { FLUX_NAME, awaitStatus, fireOn, headOf, listStatuses, makeAwaiting, makeCommitted, reportStatus, sendAsFlux } from './commit-status.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

interface Awaiting extends Waiting {
  readonly sha: string;
}

const makeAwaited = async (): Promise<Awaiting> => {
  const waiting = await makeWaiting(api);
  await awaitStatus(api, waiting.wait.id);
  return { ...waiting, sha: waiting.pipeline.sha };
};
const report = ({ id, sha }: Pick<Awaiting, 'id' | 'sha'>, input: object): Promise<Answer<CommitStatusResponse>> =>
  reportStatus(api, id, sha, { name: FLUX_NAME, ...input });
const jobOf = async (id: number, jobId: number): Promise<JobResponse> => (await api.get<JobResponse>(`/projects/${id}/jobs/${jobId}`)).body;
const ledgerOf = async (id: number): Promise<ProjectCallbackResponse[]> =>
  (await api.get<ProjectCallbackResponse[]>(`/projects/${id}/callbacks`)).body;
const verdictsOf = async (id: number): Promise<string[]> => (await ledgerOf(id)).map(({ verdict }) => verdict);
const statusRows = async (): Promise<number> => (await api.pool.query<{ count: number }>('SELECT count(*) FROM generic_commit_statuses')).rows[0]?.count ?? 0;

describe('what the gitlab provider of Flux sends', () => {
  it('ends the job, which is shown as the commit status, and is not sent again', async () => {
    const awaiting = await makeAwaited();
    const rows = await statusRows();
    const sent = await sendAsFlux(api, awaiting.id, awaiting.sha, 'success', 'reconciliation succeeded');
    expect(sent).toMatchObject({
      status: 201,
      body: { id: awaiting.wait.id, name: FLUX_NAME, status: 'success', description: 'reconciliation succeeded', ref: 'main', pipeline_id: awaiting.pipeline.id },
    });
    expect(await sendAsFlux(api, awaiting.id, awaiting.sha, 'success', 'reconciliation succeeded')).toBe('found');
    expect(await jobOf(awaiting.id, awaiting.wait.id)).toMatchObject({ status: 'success', name: 'wait' });
    expect((await jobsOf(api, awaiting.id, awaiting.pipeline.id))['after']).toMatchObject({ status: 'pending' });
    expect(await statusRows()).toBe(rows);
    const [callback] = await ledgerOf(awaiting.id);
    expect(callback).toMatchObject({
      provider: 'commit_status',
      verdict: 'accepted',
      request: { state: 'success', name: FLUX_NAME, sha: awaiting.sha },
      matches: [{ job_id: awaiting.wait.id }],
    });
  });

  it('ends a job whose configuration names the status', async () => {
    const config = `wait:\n  external: { provider: flux, match: { commit_status: ${FLUX_NAME} } }\n`;
    const { id, pipeline, wait } = await makeWaiting(api, config);
    expect(wait).toMatchObject({ waiting_for: { provider: 'commit_status' } });
    await sendAsFlux(api, id, pipeline.sha, 'success', 'reconciliation succeeded');
    expect(await jobOf(id, wait.id)).toMatchObject({ status: 'success' });
  });

  it('fails the job when it says so', async () => {
    const awaiting = await makeAwaited();
    await sendAsFlux(api, awaiting.id, awaiting.sha, 'failed', 'health check failed');
    expect(await jobOf(awaiting.id, awaiting.wait.id)).toMatchObject({ status: 'failed', failure_reason: 'api_failure' });
    expect(await sendAsFlux(api, awaiting.id, awaiting.sha, 'failed', 'health check failed')).toBe('found');
  });
});

it('one that is refused is not kept for a job to come', async () => {
  const { id, pipeline } = await makeWaiting(api);
  expect((await reportStatus(api, id, pipeline.sha, { name: 'wait', state: 'success' })).status).toBe(400);
  expect(await ledgerOf(id)).toEqual([]);
});

it('one that was not taken because its pipeline is held is not kept for a job to come', async () => {
  const { id, sha } = await makeCommitted(api);
  const { body } = await report({ id, sha }, { state: 'running' });
  const holder = await api.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM pipelines WHERE id = $1 FOR UPDATE', [body.pipeline_id]);
  const { status, headers } = await report({ id, sha }, { state: 'success' });
  await holder.query('ROLLBACK');
  holder.release();
  expect([status, headers.get('x-error-code')]).toEqual([409, 'commit_status_in_progress']);
  expect(await ledgerOf(id)).toEqual([]);
}, 20_000);

it('one that was taken and could not be kept for a job to come does not say that nothing was changed; sent again it is kept', async () => {
  const { id, sha } = await makeCommitted(api);
  const undo = await plantDeadlock(api, 'INSERT ON parked_callbacks');
  const { status, headers } = await report({ id, sha }, { state: 'success' });
  await undo();
  expect([status, headers.get('x-error-code')]).toEqual([503, 'outcome_unknown']);
  expect((await listStatuses(api, id, sha)).body).toMatchObject([{ name: FLUX_NAME, status: 'success' }]);
  expect((await report({ id, sha }, { state: 'success' })).status).toBe(201);
  expect(await verdictsOf(id)).toEqual(['parked']);
  expect((await listStatuses(api, id, sha)).body).toMatchObject([{ name: FLUX_NAME, status: 'success' }]);
});

describe('a job that waits', () => {
  it('is shown as running, and goes on with what is under way', async () => {
    const awaiting = await makeAwaited();
    const listed = await listStatuses(api, awaiting.id, awaiting.sha, `?name=${encodeURIComponent(FLUX_NAME)}`);
    expect(listed.body).toEqual([expect.objectContaining({ id: awaiting.wait.id, status: 'running', name: FLUX_NAME })]);
    for (const state of ['pending', 'running', 'running']) {
      expect(await report(awaiting, { state, description: 'on it' })).toMatchObject({ status: 201, body: { status: 'running', description: 'on it' } });
    }
    expect(await verdictsOf(awaiting.id)).toEqual(['progress', 'progress', 'progress']);
  });

  it('is told of no skipping, which it has no word for', async () => {
    const awaiting = await makeAwaited();
    expect(await report(awaiting, { state: 'skipped' })).toMatchObject({
      status: 400,
      body: { message: 'Cannot transition status via :skip from :running (Reason(s): Status cannot transition via "skip")' },
    });
    expect((await jobOf(awaiting.id, awaiting.wait.id)).status).toBe('running_externally');
  });

  it('is canceled by a status that is', async () => {
    const awaiting = await makeAwaited();
    expect(await report(awaiting, { state: 'canceled' })).toMatchObject({ status: 201, body: { status: 'canceled' } });
  });

  it('is named by its pipeline too, and by its branch', async () => {
    for (const more of [{ ref: 'main' }, 'pipeline'] as const) {
      const awaiting = await makeAwaited();
      const named = more === 'pipeline' ? { pipeline_id: awaiting.pipeline.id } : more;
      expect(await report(awaiting, { state: 'success', ...named })).toMatchObject({ status: 201, body: { id: awaiting.wait.id } });
    }
    const awaiting = await makeAwaited();
    expect(await report(awaiting, { state: 'success', ref: 'feature' })).toMatchObject({ status: 201, body: { ref: 'feature' } });
    expect((await jobOf(awaiting.id, awaiting.wait.id)).status).toBe('running_externally');
  });

  it('says what it waits for, and what was nearly it', async () => {
    const awaiting = await makeAwaited();
    await reportStatus(api, awaiting.id, awaiting.sha, { state: 'success', name: FLUX_NAME.toUpperCase() });
    const { body } = await api.get<WaitingResponse>(`/projects/${awaiting.id}/jobs/${awaiting.wait.id}/waiting`);
    expect(body.keys).toContain(`commit status "${FLUX_NAME}" of ${awaiting.sha}`);
    expect(body.near_misses.map(({ difference }) => difference)).toEqual([expect.stringContaining('differs only by case')]);
  });

  it('takes one of 20 reports of the same end', async () => {
    const awaiting = await makeAwaited();
    const answers = await Promise.all(Array.from({ length: 20 }, () => report(awaiting, { state: 'success' })));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`))).toEqual(new Set([`201 ${awaiting.wait.id}`]));
    expect((await verdictsOf(awaiting.id)).sort()).toEqual(['accepted', ...Array.from({ length: 19 }, () => 'duplicate')]);
  });

  it('in every pipeline of the commit is ended', async () => {
    const { id, sha } = await makeCommitted(api);
    const pipelines = [await makeAwaiting(api, id, sha), await makeAwaiting(api, id, sha)];
    for (const pipelineId of pipelines) await fireOn(api, pipelineId, 'success', 'first');
    await report({ id, sha }, { state: 'success' });
    for (const pipelineId of pipelines) expect((await jobsOf(api, id, pipelineId))['wait']).toMatchObject({ status: 'success' });
  });
});

describe('a job that has ended', () => {
  it('stands, whatever else is said: another outcome is refused and no status is made', async () => {
    const awaiting = await makeAwaited();
    const rows = await statusRows();
    await report(awaiting, { state: 'success' });
    expect(await report(awaiting, { state: 'failed' })).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/^Cannot transition status via :drop from :success \(Reason\(s\): .*another outcome/) },
    });
    expect(await verdictsOf(awaiting.id)).toEqual(['conflict', 'accepted']);
    expect(await statusRows()).toBe(rows);
  });
});

describe('a job that does not wait yet', () => {
  it('takes an outcome that has come before, when it does', async () => {
    const { id, sha } = await makeCommitted(api);
    const pipelineId = await makeAwaiting(api, id, sha);
    expect(await report({ id, sha }, { state: 'success', description: 'early' })).toMatchObject({ status: 201, body: { status: 'created' } });
    await fireOn(api, pipelineId, 'success', 'first');
    expect((await jobsOf(api, id, pipelineId))['wait']).toMatchObject({ status: 'success' });
    expect((await listStatuses(api, id, sha, '?stage=external')).body).toEqual([]);
  });

  it('takes it even if its pipeline was not there: the status stays in a pipeline of its own', async () => {
    const { id, sha } = await makeCommitted(api);
    expect(await report({ id, sha }, { state: 'success' })).toMatchObject({ status: 201, body: { status: 'success' } });
    expect(await verdictsOf(id)).toEqual(['parked']);
    const pipelineId = await makeAwaiting(api, id, sha);
    await fireOn(api, pipelineId, 'success', 'first');
    expect((await jobsOf(api, id, pipelineId))['wait']).toMatchObject({ status: 'success' });
  });

  it('hears nothing of work that was under way then, and the ledger neither', async () => {
    const { id, sha } = await makeCommitted(api);
    await report({ id, sha }, { state: 'running' });
    expect(await ledgerOf(id)).toEqual([]);
  });
});

describe('a commit status in the ledger', () => {
  it('can be replayed to the next attempt', async () => {
    const awaiting = await makeAwaited();
    await report(awaiting, { state: 'failed', description: 'no' });
    const { body: retried } = await api.post<JobResponse>(`/projects/${awaiting.id}/jobs/${awaiting.wait.id}/retry`);
    const [callback] = await ledgerOf(awaiting.id);
    const { body } = await api.post<CallbackResponse>(`/projects/${awaiting.id}/callbacks/${callback?.callback_id}/replay`);
    expect(body).toMatchObject({ verdict: 'accepted', matches: [{ job_id: retried.id }] });
    expect((await jobOf(awaiting.id, retried.id)).status).toBe('failed');
  });
});

it('a job is found by its pipeline and its match key alone', async () => {
  const { id, pipeline, wait } = await makeWaiting(api);
  await changeByHand(
    api,
    `UPDATE external_jobs SET match_key = 'deploy', options = '{"external": {"matchKey": "deploy"}}' WHERE id = $1`,
    [wait.id],
  );
  const { body } = await api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_status: 'success', pipeline_id: pipeline.id, match_key: 'deploy' });
  expect(body).toMatchObject({ verdict: 'accepted', matches: [{ job_id: wait.id }] });
  expect(await headOf(api, id)).toBe(pipeline.sha);
});
