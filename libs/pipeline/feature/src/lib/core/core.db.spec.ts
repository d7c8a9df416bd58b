/** Proves what the process does with its database: how few statements it needs, and what it says when it is away. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { CallbackResponse } from '@holdpoint/pipeline-contract';
import { Corridor } from '@holdpoint/pipeline-application';
import { plantFailure, plantLostCommit } from '../external-job/planted-failures.fixture';
import { TestApi } from '../test-api.fixture';
import { jobsOf, makeProject, makeWaiting, type Waiting, WAITING_CONFIG } from '../test-project.fixture';

const STATEMENTS_MAX = 10;

describe('statements', () => {
  let api: TestApi;
  beforeAll(async () => (api = await TestApi.start()));
  afterAll(() => api.stop());

  it.each([
    ['a pipeline and a name', ({ pipeline }: Waiting) => ({ pipeline_id: pipeline.id, job_name: 'wait' })],
    ['a job', ({ wait }: Waiting) => ({ job_id: wait.id })],
    ['a ref and sha', ({ pipeline }: Waiting) => ({ ref: 'main', sha: pipeline.sha, job_name: 'wait' })],
    ['a pipeline and a job', ({ pipeline, wait }: Waiting) => ({ pipeline_id: pipeline.id, job_id: wait.id })],
  ])(`a callback by %s takes at most ${STATEMENTS_MAX}`, async (_name, keys) => {
    const waiting = await makeWaiting(api);
    const before = api.statements.count;
    const answer = await api.post<CallbackResponse>(`/projects/${waiting.id}/pipeline_callback`, {
      job_status: 'success',
      ...keys(waiting),
    });
    expect(answer.body.verdict).toBe('accepted');
    expect(api.statements.count - before).toBeGreaterThan(0);
    expect(api.statements.count - before).toBeLessThanOrEqual(STATEMENTS_MAX);
  });

  it('lists jobs without a statement for each', async () => {
    const countOf = async (jobs: number): Promise<[number, number]> => {
      const { id, pipeline } = await makeWaiting(api, `${WAITING_CONFIG}${Array.from({ length: jobs - 2 }, (_, number) => `job${number}: { script: echo }\n`).join('')}`);
      const before = api.statements.count;
      const { body } = await api.get<readonly unknown[]>(`/projects/${id}/pipelines/${pipeline.id}/jobs?per_page=100`);
      return [body.length, api.statements.count - before];
    };
    const [[, few], [listed, many]] = [await countOf(2), await countOf(20)];
    expect([listed, many]).toEqual([20, few]);
  });
});

describe('refusals of the corridor', () => {
  it.each([
    ['busy', '1', (api: TestApi) => plantFailure(api, 'UPDATE ON external_jobs', 'deadlock_detected')],
    ['unavailable', '5', (api: TestApi) => plantFailure(api, 'UPDATE ON external_jobs', 'disk_full')],
    ['outcome_unknown', '2', (api: TestApi) => plantLostCommit(api, 'UPDATE ON external_jobs')],
    ['stopping', '2', (api: TestApi) => api.app.get(Corridor).stop()],
  ])('answers %s with 503 and when to try again', async (refusal, seconds, fault) => {
    const api = await TestApi.start();
    const { id, pipeline } = await makeWaiting(api);
    await fault(api);
    const report = { job_name: 'wait', job_status: 'success', pipeline_id: pipeline.id };
    const answers = [
      await api.post(`/projects/${id}/pipeline_callback`, report),
      await api.post(`/projects/${id}/pipelines/${pipeline.id}/cancel`),
    ];
    for (const { status, headers } of answers) {
      expect([status, headers.get('retry-after'), headers.get('x-error-code')]).toEqual([503, seconds, refusal]);
    }
    await api.stop();
  });
});

it('says that it is busy where somebody else holds a job that is to be retried', async () => {
  const api = await TestApi.start();
  const { id, pipeline } = await makeWaiting(api);
  await api.post(`/projects/${id}/pipeline_callback`, { job_name: 'wait', job_status: 'failed', pipeline_id: pipeline.id });
  const { rows: [job] } = await api.pool.query<{ id: number }>("SELECT id FROM external_jobs WHERE pipeline_id = $1 AND name = 'wait'", [pipeline.id]);
  const holder = await api.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM external_jobs WHERE id = $1 FOR UPDATE', [job?.id]);
  const { status, headers } = await api.post(`/projects/${id}/jobs/${job?.id}/retry`);
  await holder.query('ROLLBACK');
  holder.release();
  expect([status, headers.get('retry-after'), headers.get('x-error-code')]).toEqual([503, '1', 'busy']);
  await api.stop();
}, 30_000);

describe('a database that is away', () => {
  it('is said to be, and the process lives on', async () => {
    const api = await TestApi.start();
    const origin = new URL(api.base).origin;
    await api.pool.end();
    const [live, ready] = await Promise.all(['/-/liveness', '/-/readiness'].map((path) => fetch(origin + path)));
    expect([live?.status, ready?.status]).toEqual([200, 503]);
    expect(await ready?.json()).toEqual({ status: 'failed', checks: { database: 'down' } });
    await api.stop().catch(() => undefined);
  });
});

describe('readiness', () => {
  it('is looked at once for all who ask at a time, and its loss is seen as soon as that answer is old', async () => {
    const api = await TestApi.start();
    const ask = (): Promise<number> => fetch(`${new URL(api.base).origin}/-/readiness`).then(({ status }) => status);
    const before = api.statements.count;
    expect(new Set(await Promise.all(Array.from({ length: 100 }, ask)))).toEqual(new Set([200]));
    expect(api.statements.count - before).toBeLessThan(50);
    await api.pool.query("INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTomorrow9999999999999')");
    const lostAt = performance.now();
    while ((await ask()) !== 503);
    expect(performance.now() - lostAt).toBeLessThan(5_000);
    await api.stop();
  });
});

describe('a database that a newer version has migrated', () => {
  it('makes a process that runs already say that it is not ready', async () => {
    const api = await TestApi.start();
    await api.pool.query(`INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTomorrow9999999999999')`);
    const ready = await fetch(`${new URL(api.base).origin}/-/readiness`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'failed', checks: { database: 'down' } }]);
    await api.stop();
  });
});

describe('a database that is lost once a change is committed', () => {
  let api: TestApi;
  beforeAll(async () => (api = await TestApi.start()));
  afterAll(() => api.stop());

  /** Has every connection for reads, which are others than those that changes take, lost as soon as it is used; answers how to end that. */
  const cutReads = ({ readPool }: TestApi): (() => void) => {
    let isCut = true;
    readPool.on('acquire', (client) => isCut && client.connection.stream.destroy());
    return () => void (isCut = false);
  };

  it.each([
    ['making a pipeline', [], 'pipeline'],
    ['canceling a pipeline', [], 'pipelines/:pipeline/cancel'],
    ['retrying a pipeline', ['jobs/:wait/cancel'], 'pipelines/:pipeline/retry'],
    ['playing a job', [], 'jobs/:later/play'],
    ['canceling a job', [], 'jobs/:wait/cancel'],
    ['retrying a job', ['jobs/:wait/cancel'], 'jobs/:wait/retry'],
    ['reporting a commit status', [], 'statuses/:sha'],
  ])('does not have a caller told that %s has changed nothing', async (_name, before, path) => {
    const { id, pipeline, wait } = await makeWaiting(api, `${WAITING_CONFIG}later: { stage: build, script: echo, when: manual }`);
    const { later } = await jobsOf(api, id, pipeline.id);
    const ids: Record<string, number | string | undefined> = { pipeline: pipeline.id, wait: wait.id, later: later?.id, sha: pipeline.sha };
    const post = (to: string) => api.post(`/projects/${id}/${to.replace(/:(\w+)/, (_, name: string) => `${ids[name]}`)}`, { ref: 'main', state: 'success' });
    for (const to of before) await post(to);
    const mend = cutReads(api);
    const { status, headers } = await post(path);
    mend();
    expect([status, headers.get('x-error-code')]).toEqual([503, 'outcome_unknown']);
    const { body } = await api.get<readonly unknown[]>(`/projects/${id}/pipelines`);
    expect(body).toHaveLength(path === 'pipeline' ? 2 : 1);
  });

  it('does not have a caller told so of a commit that was made', async () => {
    const id = await makeProject(api);
    const mend = cutReads(api);
    const actions = [{ action: 'create', file_path: 'a', content: 'a' }];
    const { status, headers } = await api.post(`/projects/${id}/repository/commits`, { branch: 'main', commit_message: 'second', actions });
    mend();
    expect([status, headers.get('x-error-code')]).toEqual([503, 'outcome_unknown']);
    expect((await api.get<readonly unknown[]>(`/projects/${id}/repository/commits`)).body).toHaveLength(2);
  });
});

describe('stopping', () => {
  it('answers what is in flight', async () => {
    const api = await TestApi.start();
    const { id, pipeline } = await makeWaiting(api);
    const report = { job_name: 'wait', job_status: 'success', pipeline_id: pipeline.id };
    const inFlight = Array.from({ length: 20 }, () => api.post(`/projects/${id}/pipeline_callback`, report));
    await new Promise((resolve) => api.app.getHttpServer().once('request', resolve));
    const stopped = api.stop();
    const answers = await Promise.allSettled(inFlight);
    const statuses = answers.map((answer) => answer.status === 'fulfilled' && answer.value.status);
    await stopped;
    expect(statuses).toContain(200);
    expect(statuses.filter((status) => status !== false && status >= 500)).toEqual([]);
  });

  it('ends after the last command in the corridor, whoever gave it', async () => {
    const api = await TestApi.start();
    const { pipeline } = await makeWaiting(api);
    const holder = await api.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM pipelines WHERE id = $1 FOR UPDATE', [pipeline.id]);
    const order: string[] = [];
    const told = (what: string) => (): unknown => order.push(what);
    const answered = api.app.get(Corridor).submit({ pipelineId: pipeline.id, command: { type: 'process' } }).then(told('answered'));
    const serverClosed = once(api.app.getHttpServer() as Server, 'close');
    const closed = api.app.close().then(told('closed'));
    await serverClosed;
    await holder.query('COMMIT');
    holder.release();
    await Promise.all([answered, closed]);
    expect(order).toEqual(['answered', 'closed']);
    await api.stop();
  });

  it('does not wait for a client that does not read its answer', async () => {
    const api = await TestApi.start();
    const { port } = new URL(api.base);
    const unread = connect(Number(port), '127.0.0.1');
    // More than the buffers of both ends hold.
    for (let asked = 0; asked < 20; asked += 1) unread.write('GET /api/docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(unread, 'readable');
    await api.stop();
    unread.destroy();
  });
});
