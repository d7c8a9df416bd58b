/** What becomes of parked callbacks when their time is over, and what the ledger keeps, whoever tidies it up. */
import { SchedulerRegistry } from '@nestjs/schedule';
import type { CallbackResponse, LedgerEntryResponse, ProjectCallbackResponse, WaitingResponse } from '@holdpoint/pipeline-contract';
import { EventLog, LedgerUpkeep, TaskUpkeep } from '@holdpoint/pipeline-persistence';
import { eventually } from '@holdpoint/pipeline-testing';
import { SimulationModule } from '../simulation/simulation.module';
import { TasksModule } from '../tasks/tasks.module';
import { TestApi, type Answer, TEST_REGISTRY } from '../test-api.fixture';
import { jobsOf, makePipeline, makeProject, makeWaiting } from '../test-project.fixture';
import { UpkeepModule } from './upkeep.module';
import { UpkeepOptions } from './upkeep-options';
import { UpkeepService } from './upkeep.service';

const RETENTION_DAYS = 90;
const MANUAL_FIRST = `
first:
  stage: build
  script: echo
  when: manual
  allow_failure: false
wait:
  stage: test
  external: true
`;

let api: TestApi;
let upkeep: LedgerUpkeep;

beforeAll(async () => {
  api = await TestApi.start([
    SimulationModule.forRoot({ routes: true, runner: true, works: false, registry: TEST_REGISTRY }),
    UpkeepModule.forRoot(new UpkeepOptions({ retentionDays: RETENTION_DAYS, eventRetentionHours: 24 })),
  ]);
  upkeep = api.app.get(LedgerUpkeep);
  // At half past a minute it would take what a test has laid out for itself.
  await api.app.get(SchedulerRegistry).getCronJob('upkeep').stop();
});
afterAll(() => api.stop());

const report = (id: number, input: object, headers: Record<string, string> = {}): Promise<Answer<CallbackResponse>> =>
  api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_name: 'wait', job_status: 'success', ...input }, headers);
const early = (id: number, ref = 'early'): Promise<Answer<CallbackResponse>> => report(id, { ref, sha: 'f'.repeat(40) });
const find = async (id: number, callbackId: string | null): Promise<ProjectCallbackResponse> =>
  (await api.get<ProjectCallbackResponse>(`/projects/${id}/callbacks/${callbackId}`)).body;
const endTimeOf = (callbackId: string | null): Promise<unknown> =>
  api.pool.query("UPDATE parked_callbacks SET expires_at = expires_at - interval '1 day' WHERE callback_id = $1", [callbackId]);

it('is asked for every minute by processes that do background work', async () => {
  const job = api.app.get(SchedulerRegistry).getCronJob('upkeep');
  expect(job.cronTime.source).toBe('30 * * * * *');
  const id = await makeProject(api);
  const { body } = await early(id);
  await endTimeOf(body.callback_id);
  await job.fireOnTick();
  await eventually(async () => (await find(id, body.callback_id)).verdict === 'expired');
});

describe('parked callbacks', () => {
  it('expire when their time is over, not before', async () => {
    const id = await makeProject(api);
    const [old, young] = [(await early(id)).body.callback_id, (await early(id)).body.callback_id];
    await endTimeOf(old);
    expect(await upkeep.expireParked()).toBe(1);
    const expired = await find(id, old);
    expect(expired).toMatchObject({ verdict: 'expired', matches: [{ verdict: 'parked' }, { verdict: 'expired', pipeline_id: null }] });
    expect(expired.reason).toMatch(/^No job has waited for it/);
    expect((await find(id, young)).verdict).toBe('parked');
    expect(await upkeep.expireParked()).toBe(0);
  });

  it('show on the job that they were for, and do not end it before they are replayed', async () => {
    const id = await makeProject(api, MANUAL_FIRST);
    const pipeline = await makePipeline(api, id);
    const { body } = await report(id, { pipeline_id: pipeline.id });
    expect(body.verdict).toBe('parked');
    await endTimeOf(body.callback_id);
    expect(await upkeep.expireParked()).toBe(1);
    const { wait } = await jobsOf(api, id, pipeline.id);
    const { body: shown } = await api.get<LedgerEntryResponse[]>(`/projects/${id}/jobs/${wait?.id}/callbacks`);
    expect(shown.map(({ verdict }) => verdict)).toEqual(['parked', 'expired']);
    for (const event of ['enqueue', 'run', 'success']) {
      await api.post(`/projects/${id}/pipelines/${pipeline.id}/fire_event`, { event, jobs: ['first'] });
    }
    expect((await jobsOf(api, id, pipeline.id))['wait']?.status).toBe('running_externally');
    const { body: waiting } = await api.get<WaitingResponse>(`/projects/${id}/jobs/${wait?.id}/waiting`);
    expect(waiting.near_misses.map(({ callback_id: missed }) => missed)).toEqual([body.callback_id]);
    await api.post(`/projects/${id}/callbacks/${body.callback_id}/replay`);
    expect((await jobsOf(api, id, pipeline.id))['wait']?.status).toBe('success');
  });

  it('expire once each, however many processes notice, in slices', async () => {
    const id = await makeProject(api);
    await parkOverdue(id);
    const expired = await Promise.all([upkeep.expireParked(), upkeep.expireParked(), upkeep.expireParked()]);
    const left = await upkeep.expireParked();
    expect(expired.reduce((sum, count) => sum + count, left)).toBe(2_500);
    const { rows } = await api.pool.query(
      "SELECT 1 FROM callback_matches WHERE verdict = 'expired' AND callback_id IN (SELECT id FROM callbacks WHERE project_id = $1)",
      [id],
    );
    expect(rows).toHaveLength(2_500);
  });
});

it('goes on after a slice in which events were parked several times', async () => {
  const id = await makeProject(api);
  await api.pool.query(
    `WITH made AS (
       INSERT INTO callbacks (id, project_id, provider, actor, request, received_at)
       SELECT gen_random_uuid(), $1, 'flux', 'prod', '{}', holdpoint_now() FROM generate_series(1, 750) RETURNING id)
     INSERT INTO parked_callbacks (callback_id, keys, command, expires_at) SELECT id, '{}', '{}', holdpoint_now() FROM made, generate_series(1, 2)`,
    [id],
  );
  expect([await upkeep.expireParked(), await upkeep.expireParked()]).toEqual([1_500, 0]);
});

describe('retention', () => {
  const ageDays = (days: number, callbackId: string | null): Promise<unknown> =>
    api.pool.query("UPDATE callbacks SET received_at = received_at - $1 * interval '1 day' WHERE id = $2", [days, callbackId]);
  const exists = async (id: number, callbackId: string | null): Promise<boolean> =>
    (await api.get(`/projects/${id}/callbacks/${callbackId}`)).status === 200;

  it('deletes what is old, unless it is parked or its pipeline goes on', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const ended = await makePipeline(api, id);
    const reports = {
      parked: await early(id),
      ofRunning: await report(id, { pipeline_id: pipeline.id, job_status: 'running' }),
      ofEnded: await report(id, { pipeline_id: ended.id, job_status: 'failed' }),
      unmatched: await report(id, { pipeline_id: 999_999 }),
    };
    const young = await report(id, { pipeline_id: 999_999 });
    for (const { body } of Object.values(reports)) await ageDays(RETENTION_DAYS + 1, body.callback_id);
    await ageDays(RETENTION_DAYS - 1, young.body.callback_id);
    await api.app.get(UpkeepService).run();
    const kept = await Promise.all(Object.values(reports).map(({ body }) => exists(id, body.callback_id)));
    expect(Object.fromEntries(Object.keys(reports).map((name, index) => [name, kept[index]]))).toEqual({
      parked: true,
      ofRunning: true,
      ofEnded: false,
      unmatched: false,
    });
    expect(await exists(id, young.body.callback_id)).toBe(true);
    const { rows } = await api.pool.query('SELECT 1 FROM callback_matches WHERE callback_id = $1', [reports.ofEnded.body.callback_id]);
    expect(rows).toEqual([]);
    await report(id, { pipeline_id: pipeline.id, job_status: 'failed' });
    expect((await upkeep.deleteOld(RETENTION_DAYS)).callbacks).toBe(1);
  });

  it('goes slice by slice through every project', async () => {
    const ids = [await makeProject(api), await makeProject(api)];
    await api.pool.query(
      `INSERT INTO callbacks (id, project_id, provider, actor, request, received_at)
       SELECT gen_random_uuid(), unnest($1::bigint[]), 'pipeline_callback', 'root', '{}', holdpoint_now() - interval '91 days'
       FROM generate_series(1, 1200)`,
      [ids],
    );
    expect((await upkeep.deleteOld(RETENTION_DAYS)).callbacks).toBe(2_400);
  });

  it('lets an Idempotency-Key be used anew after a day', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const send = (): Promise<Answer<CallbackResponse>> => report(id, { pipeline_id: pipeline.id }, { 'idempotency-key': 'once' });
    const first = await send();
    const age = (hours: number): Promise<unknown> =>
      api.pool.query("UPDATE idempotency_keys SET claimed_at = claimed_at - $1 * interval '1 hour'", [hours]);
    await age(23);
    expect((await upkeep.deleteOld(RETENTION_DAYS)).idempotencyKeys).toBe(0);
    expect((await send()).body.callback_id).toBe(first.body.callback_id);
    await age(2);
    expect((await upkeep.deleteOld(RETENTION_DAYS)).idempotencyKeys).toBe(1);
    expect((await send()).body.verdict).toBe('duplicate');
  });

  it('deletes events from which nobody needs to resume any more, but not the newest', async () => {
    await makeWaiting(api);
    await api.pool.query("UPDATE events SET at = at - interval '25 hours'");
    await makeWaiting(api);
    await makeWaiting(api);
    await api.app.get(UpkeepService).run();
    const { rows } = await api.pool.query('SELECT 1 FROM events');
    expect(rows).toHaveLength(2);
  });

  it('deletes counts of refused calls', async () => {
    const id = await makeProject(api);
    await report(id, {});
    await api.pool.query("UPDATE refused_calls SET minute = minute - interval '91 days'");
    expect((await upkeep.deleteOld(RETENTION_DAYS)).refusedCalls).toBe(1);
    expect((await api.get(`/projects/${id}/refused_calls`)).body).toEqual([]);
  });
});

it('deletes what was sent to hooks long ago, and keeps what still waits to be sent', async () => {
  const id = await makeProject(api);
  await api.post(`/projects/${id}/external_hooks`, { url: 'https://hooks.example/', events: ['start'] });
  for (const _ of [1, 2]) await makePipeline(api, id);
  await api.pool.query("UPDATE hook_deliveries SET created_at = created_at - interval '91 days'");
  await api.pool.query("UPDATE hook_deliveries SET state = 'dead' WHERE id = (SELECT min(id) FROM hook_deliveries)");
  expect((await upkeep.deleteOld(RETENTION_DAYS)).hookDeliveries).toBe(1);
  expect((await api.pool.query('SELECT state FROM hook_deliveries')).rows).toEqual([{ state: 'pending' }]);
});

it('ends after the slice under way when the process stops', async () => {
  const id = await makeProject(api);
  await parkOverdue(id);
  const options = new UpkeepOptions({ retentionDays: RETENTION_DAYS, eventRetentionHours: 24 });
  const service = new UpkeepService(upkeep, api.app.get(EventLog), api.app.get(TaskUpkeep), options);
  const run = service.run();
  service.onModuleDestroy();
  await Promise.all([run, service.onApplicationShutdown()]);
  expect(await upkeep.expireParked()).toBe(1_500);
});

describe('what is left of tasks', () => {
  const leave = async (failed: string, failedDays: number): Promise<void> => {
    const { rows: [task] } = await api.pool.query<{ id: number }>('SELECT id FROM graphile_worker.add_job($1)', [failed]);
    const sql = "UPDATE graphile_worker._private_jobs SET attempts = max_attempts, run_at = run_at - $2 * interval '1 day' WHERE id = $1";
    await api.pool.query(sql, [task?.id, failedDays]);
  };

  it('goes when they have failed for the last time long ago, and is there to be read until then', async () => {
    await leave('failed_long_ago', RETENTION_DAYS + 1);
    await leave('failed_lately', RETENTION_DAYS - 1);
    await api.pool.query("SELECT graphile_worker.add_job('waits', run_at => holdpoint_now() - interval '1 year')");
    await api.app.get(UpkeepService).run();
    const { rows } = await api.pool.query<{ task: string }>('SELECT task_identifier AS task FROM graphile_worker.jobs ORDER BY id');
    expect(rows.map(({ task }) => task).filter((task) => /^(failed|waits)/.test(task))).toEqual(['failed_lately', 'waits']);
  });

  it('goes with the queues that an earlier version made for each digest, once they are empty', async () => {
    const add = (digest: string): Promise<unknown> => api.pool.query("SELECT graphile_worker.add_job('x', queue_name => $1)", [digest]);
    for (const queue of ['digest:1:sha256:empty', 'digest:1:sha256:used', 'digest:7']) await add(queue);
    await api.pool.query("DELETE FROM graphile_worker._private_jobs WHERE job_queue_id IN (SELECT id FROM graphile_worker._private_job_queues WHERE queue_name <> 'digest:1:sha256:used')");
    await api.app.get(UpkeepService).run();
    const { rows } = await api.pool.query<{ name: string }>('SELECT queue_name AS name FROM graphile_worker._private_job_queues ORDER BY 1');
    expect(rows.map(({ name }) => name).filter((name) => name.startsWith('digest:'))).toEqual(['digest:1:sha256:used', 'digest:7']);
  });
});

/** Last: the clock of the database stands still from here on. */
describe('a step of the clock', () => {
  it('expires what is parked, and what starts after that does not find it', async () => {
    const id = await makeProject(api);
    await api.post('/simulation/clock/step', { ms: 1 });
    await api.put(`/projects/${id}`, { callback_parking_ttl: 60 });
    const sha = (await api.get<{ id: string }[]>(`/projects/${id}/repository/commits`)).body[0]?.id;
    const { body } = await report(id, { ref: 'main', sha });
    expect(body.verdict).toBe('parked');
    await api.post('/simulation/clock/step', { ms: 59_999 });
    expect((await find(id, body.callback_id)).verdict).toBe('parked');
    await api.post('/simulation/clock/step', { ms: 1 });
    expect((await find(id, body.callback_id)).verdict).toBe('expired');
    const pipeline = await makePipeline(api, id);
    expect((await jobsOf(api, id, pipeline.id))['wait']?.status).toBe('running_externally');
  });
});

it('is done by one scheduler, whatever else is scheduled', async () => {
  const options = new UpkeepOptions({ retentionDays: RETENTION_DAYS, eventRetentionHours: 24 });
  const other = await TestApi.start([TasksModule, UpkeepModule.forRoot(options)]);
  expect(other.app.get(SchedulerRegistry, { strict: false, each: true })).toHaveLength(1);
  await other.stop();
});

/** Callbacks that were parked for as long as they may be, for several slices. */
async function parkOverdue(projectId: number): Promise<void> {
  await api.pool.query(
    `WITH made AS (
       INSERT INTO callbacks (id, project_id, provider, actor, request, received_at)
       SELECT gen_random_uuid(), $1, 'pipeline_callback', 'root', '{}', holdpoint_now() FROM generate_series(1, 2500) RETURNING id)
     INSERT INTO parked_callbacks (callback_id, keys, command, expires_at) SELECT id, '{}', '{}', holdpoint_now() FROM made`,
    [projectId],
  );
}
