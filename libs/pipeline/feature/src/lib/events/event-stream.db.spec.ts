/** Live events over real HTTP: what a stream tells, to whom, for how long, and what becomes of clients that do not read. */
import { connect, type Socket } from 'node:net';
import type { ProjectResponse } from '@holdpoint/pipeline-contract';
import { AccessTokens, EventLog } from '@holdpoint/pipeline-persistence';
import { as, makeMember, makeToken, makeUser } from '../test-access.fixture';
import { TestApi, TOKEN } from '../test-api.fixture';
import { jobsOf, makePipeline, makeProject, makeWaiting } from '../test-project.fixture';
import { EventClient } from './event-client.fixture';
import type { EventStreamOptions } from './event-stream-options';

const QUICK = { heartbeatMs: 20, rereadMs: 50, unreadMaxBytes: 256 * 1024, unreadMaxMs: 2_000, streamsMax: 4, streamsPerUserMax: 3 } satisfies Partial<EventStreamOptions>;

/** All but `setInterval`. */
const REAL_TIME = ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setTimeout', 'clearTimeout'] as const;

let api: TestApi;
const clients: EventClient[] = [];

beforeAll(async () => (api = await TestApi.start([], { eventStreams: QUICK })));
afterAll(() => api.stop());
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await untilListeners(0);
});

async function open(path: string, headers?: Record<string, string>): Promise<EventClient> {
  const client = await EventClient.open(api, path, headers);
  clients.push(client);
  return client;
}

const isReady = ({ messages }: EventClient): boolean => messages.length > 0;
const report = (id: number, input: object): Promise<unknown> => api.post(`/projects/${id}/pipeline_callback`, { job_name: 'wait', ...input });

/** One connection listens while anybody watches, and none when nobody does. */
async function untilListeners(count: number): Promise<void> {
  const sql = `SELECT 1 FROM pg_stat_activity WHERE application_name = 'holdpoint-event-listener' AND datname = current_database()
    AND query LIKE 'LISTEN%'`;
  while ((await api.pool.query(sql)).rows.length !== count);
}

describe('what a stream tells', () => {
  it('begins with the id to resume from, and then what every pass has changed', async () => {
    const id = await makeProject(api);
    const client = await (await open(`/projects/${id}/events`)).until(isReady);
    const { last } = await new EventLog(api.pool).range();
    expect(client.messages).toEqual([{ event: 'ready', id: String(last), data: expect.stringContaining(`"last_event_id":"${last}"`) }]);
    const pipeline = await makePipeline(api, id);
    await report(id, { pipeline_id: pipeline.id, job_status: 'running', percent: 40, description: 'rolling out' });
    await report(id, { pipeline_id: pipeline.id, job_status: 'success' });
    await client.until(({ ids }) => ids.length === 3);
    const [created, progress, ended] = client.events;
    expect(created?.pipeline).toMatchObject({ id: pipeline.id, project_id: id, ref: 'main', from: 'created', status: 'running' });
    expect(created?.jobs).toEqual([expect.objectContaining({ name: 'wait', kind: 'external', from: 'created', status: 'running_externally' })]);
    expect(progress?.jobs).toEqual([expect.objectContaining({ name: 'wait', progress: { percent: 40, description: 'rolling out', target_url: null } })]);
    expect(ended?.stages).toEqual([{ name: 'build', status: 'success' }, { name: 'test', status: 'pending' }]);
    expect(ended?.jobs.map(({ name, from, status, attempt }) => [name, from, status, attempt])).toEqual([
      ['wait', 'running_externally', 'success', 1],
      ['after', 'created', 'pending', 1],
    ]);
    expect(client.retryMs).toBe(2_000);
  });

  it('tells a new attempt by its number', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    await report(id, { pipeline_id: pipeline.id, job_status: 'failed' });
    const client = await (await open(`/projects/${id}/pipelines/${pipeline.id}/events`)).until(isReady);
    await api.post(`/projects/${id}/jobs/${wait.id}/retry`);
    await client.until(({ ids }) => ids.length === 1);
    const { wait: again } = await jobsOf(api, id, pipeline.id);
    expect(client.events[0]?.jobs).toEqual([
      expect.objectContaining({ id: wait.id, retried: true, status: 'failed', from: 'failed' }),
      expect.objectContaining({ name: 'after', attempt: 1, status: 'created', from: 'skipped' }),
      expect.objectContaining({ id: again?.id, attempt: 2, from: null, status: 'running_externally', retried: false }),
    ]);
  });

  it('is of one project, or of one pipeline', async () => {
    const [mine, other] = [await makeProject(api), await makeProject(api)];
    const first = await makePipeline(api, mine);
    const ofProject = await (await open(`/projects/${mine}/events`)).until(isReady);
    const ofPipeline = await (await open(`/projects/${mine}/pipelines/${first.id}/events`)).until(isReady);
    await makePipeline(api, other);
    const second = await makePipeline(api, mine);
    await report(mine, { pipeline_id: first.id, job_status: 'success' });
    await Promise.all([ofProject.until(({ ids }) => ids.length === 2), ofPipeline.until(({ ids }) => ids.length === 1)]);
    expect(ofProject.events.map(({ pipeline }) => pipeline.id)).toEqual([second.id, first.id]);
    expect(ofPipeline.events.map(({ pipeline }) => pipeline.id)).toEqual([first.id]);
  });

  it('reaches pages of the origins that were named, and is not kept by anything on the way', async () => {
    const id = await makeProject(api);
    const { response } = await open(`/projects/${id}/events`, { origin: 'http://ui.test' });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': 'http://ui.test',
      'cache-control': expect.stringContaining('no-store'),
      'content-type': 'text/event-stream',
      'x-accel-buffering': 'no',
      'x-request-id': expect.any(String),
    });
    expect((await api.send('HEAD', `/projects/${id}/events`)).status).toBe(200);
  });
});

describe('whom it tells', () => {
  it('needs a token and what it names', async () => {
    const [mine, other] = [await makeProject(api), await makeProject(api)];
    const { id: foreign } = await makePipeline(api, other);
    for (const [path, headers, status] of [
      [`/projects/${mine}/events`, { 'private-token': 'wrong' }, 401],
      ['/projects/999999/events', {}, 404],
      [`/projects/${mine}/pipelines/${foreign}/events`, {}, 404],
    ] as const) {
      expect([path, (await api.get(path, headers)).status]).toEqual([path, status]);
    }
  });

  it('shows with a comment that it is alive, and ends at the next one when the token was revoked', async () => {
    const tokens = new AccessTokens(api.pool);
    const token = 'short-lived-0123456789';
    await tokens.ensure({ name: 'watcher', username: 'root', token });
    const client = await open(`/projects/${await makeProject(api)}/events`, { 'private-token': token });
    await client.until(({ comments }) => comments > 2);
    expect(client.end).toBeUndefined();
    await api.pool.query('UPDATE access_tokens SET revoked_at = holdpoint_now() WHERE name = $1', ['watcher']);
    await client.until(({ end }) => end !== undefined);
    expect(client.end).toBe('ended');
  });

  it('ends for an administrator who is no member too, when the project is deleted', async () => {
    const id = await makeProject(api);
    const { id: admin } = await makeUser(api, true);
    const client = await open(`/projects/${id}/events`, as(await makeToken(api, admin)));
    await client.until(({ comments }) => comments > 2);
    expect((await api.send('DELETE', `/projects/${id}`)).status).toBe(202);
    await client.until(({ end }) => end !== undefined);
    expect(client.end).toBe('ended');
  });

  it('ends when its reader may not read the project any more', async () => {
    const id = await makeProject(api);
    const client = await open(`/projects/${id}/events`, as(await makeMember(api, id, 20)));
    await client.until(({ comments }) => comments > 2);
    await api.pool.query('UPDATE project_members SET access_level = 40 WHERE project_id = $1 AND access_level = 20', [id]);
    const seen = client.comments;
    await client.until(({ comments }) => comments > seen + 2);
    expect(client.end).toBeUndefined();
    await api.pool.query('UPDATE project_members SET access_level = 10 WHERE project_id = $1 AND access_level = 40', [id]);
    await client.until(({ end }) => end !== undefined);
    expect(client.end).toBe('ended');
  });

  it('serves one user so many and no more, and all so many, until one goes', async () => {
    const id = await makeProject(api);
    const path = `/projects/${id}/events`;
    const [first] = [await open(path), await open(path), await open(path)];
    const refused = await api.get(path);
    const other = as(await makeMember(api, id, 20));
    await open(path, other);
    expect((await api.get(path, other)).headers.get('x-error-code')).toBe('streams_exhausted');
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('x-error-code')]).toEqual([503, '5', 'streams_exhausted']);
    expect((await api.get('/projects/999999/events')).status).toBe(404);
    first?.close();
    while ((await api.get(path)).status !== 200);
  });
});

describe('a client that comes back', () => {
  it('is told what it has missed, wherever it says the id, and the header is the newer', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const path = `/projects/${id}/events`;
    const { last } = await new EventLog(api.pool).range();
    await report(id, { pipeline_id: pipeline.id, job_status: 'success' });
    const second = await makePipeline(api, id);
    const everything = await (await open(`${path}?last_event_id=${last}`)).until(({ ids }) => ids.length === 2);
    expect(everything.events.map(({ pipeline: { id: of } }) => of)).toEqual([pipeline.id, second.id]);
    const [seen] = everything.ids;
    const rest = await (await open(`${path}?last_event_id=${last}`, { 'last-event-id': String(seen) })).until(({ ids }) => ids.length > 0);
    expect(rest.ids).toEqual(everything.ids.slice(1));
  });

  it('is told to read again when events are missing: kept no longer, or of another database', async () => {
    const { id } = await makeWaiting(api);
    await makePipeline(api, id);
    const { first, last } = await new EventLog(api.pool).range();
    await api.pool.query('DELETE FROM events WHERE id <= $1', [first + 1]);
    for (const old of [first, last + 1, Number.MAX_SAFE_INTEGER]) {
      const client = await (await open(`/projects/${id}/events`, { 'last-event-id': String(old) })).until(isReady);
      expect(client.messages[0]).toEqual({ event: 'reset', id: String(last), data: expect.stringContaining('read the pipelines again') });
      client.close();
    }
    const kept = await (await open(`/projects/${id}/events`, { 'last-event-id': String(first + 1) })).until(isReady);
    expect(kept.messages[0]?.event).toBe('pipeline');
  });

  it('has missed nothing however long nothing happened in its project, and what was older is gone', async () => {
    const [quiet, busy] = [await makeProject(api), await makeProject(api)];
    const path = `/projects/${quiet}/events`;
    const client = await (await open(path)).until(isReady);
    await makePipeline(api, busy);
    const { last } = await new EventLog(api.pool).range();
    await client.until(({ lastId }) => lastId === String(last));
    client.close();
    await api.pool.query('DELETE FROM events WHERE id < $1', [last]);
    const again = await EventClient.resume(api, path, client.lastId);
    clients.push(again);
    const { id: pipelineId } = await makePipeline(api, quiet);
    await again.until(isReady);
    expect([client.ids, again.messages[0]?.event, again.events[0]?.pipeline.id]).toEqual([[], 'pipeline', pipelineId]);
  });

  it.each(['x', '-1', '1.5', '99999999999999999999'])('is refused with the id %s', async (lastEventId) => {
    const path = `/projects/${await makeProject(api)}/events`;
    const answers = [await api.get(path, { 'last-event-id': lastEventId }), await api.get(`${path}?last_event_id=${lastEventId}`)];
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
  });

  it('reads more than one page of what it has missed', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const { last } = await new EventLog(api.pool).range();
    await api.pool.query(
      'INSERT INTO events (project_id, pipeline_id, at, data) SELECT project_id, pipeline_id, at, data FROM events, generate_series(1, 450) WHERE id = $1',
      [last],
    );
    const client = await (await open(`/projects/${id}/pipelines/${pipeline.id}/events?last_event_id=${last}`)).until(({ ids }) => ids.length === 450);
    expect(client.ids).toEqual(Array.from({ length: 450 }, (_unused, index) => last + index + 1));
  });
});

describe('reading the log', () => {
  /** Only what is done again and again is moved by the test: the looks at the log, and the heartbeats. */
  const letLook = (): unknown => jest.advanceTimersByTime(QUICK.rereadMs * 3);
  afterEach(() => jest.useRealTimers());

  it('happens now and then while somebody watches, and costs nothing while nobody does', async () => {
    jest.useFakeTimers({ doNotFake: [...REAL_TIME] });
    const { id, pipeline } = await makeWaiting(api);
    const client = await (await open(`/projects/${id}/events`)).until(isReady);
    await untilListeners(1);
    // Nobody is notified of this one.
    await api.pool.query('INSERT INTO events (project_id, pipeline_id, at, data) SELECT project_id, pipeline_id, at, data FROM events WHERE pipeline_id = $1', [pipeline.id]);
    letLook();
    await client.until(({ ids }) => ids.length === 1);
    client.close();
    await untilListeners(0);
    const before = api.statements.count;
    letLook();
    await api.pool.query('SELECT');
    expect(api.statements.count - before).toBe(1);
  });

  it('needs no notification, and the connection that listens is made again', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const client = await (await open(`/projects/${id}/events`)).until(isReady);
    await untilListeners(1);
    await api.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'holdpoint-event-listener' AND datname = current_database()",
    );
    await report(id, { pipeline_id: pipeline.id, job_status: 'success' });
    await client.until(({ ids }) => ids.length === 1);
    await untilListeners(1);
  });
});

describe('a client that does not read', () => {
  const LARGE = 'x'.repeat(512 * 1024);

  /** Large events of a project; two dozen are more than the buffers of both ends of a connection hold. */
  const insert = (projectId: number, count: number): Promise<unknown> =>
    api.pool.query(
      `INSERT INTO events (project_id, pipeline_id, at, data)
       SELECT $1, 1, holdpoint_now(), jsonb_build_object('pipeline', $2::jsonb, 'stages', '[]'::jsonb, 'jobs', '[]'::jsonb)
       FROM generate_series(1, $3)`,
      [projectId, { ref: LARGE, startedAt: null, finishedAt: null, durationMs: null }, count],
    );

  function openUnread(path: string, token = TOKEN): Promise<Socket> {
    const { port, pathname } = new URL(api.base + path);
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(`GET ${pathname} HTTP/1.1\r\nHost: x\r\nPrivate-Token: ${token}\r\n\r\n`));
    return new Promise((resolve) => socket.once('readable', () => resolve(socket)));
  }

  it('is cut off, and what it has not read does not pile up, while one that reads gets everything', async () => {
    const id = await makeProject(api);
    const reading = await (await open(`/projects/${id}/events`)).until(isReady);
    const unread = [await openUnread(`/projects/${id}/events`), await openUnread(`/projects/${id}/events`)];
    expect((await api.get(`/projects/${id}/events`)).status).toBe(503);
    await insert(id, 32);
    await reading.until(({ ids }) => ids.length === 32);
    while ((await api.get(`/projects/${id}/events`)).status !== 200);
    expect(reading.end).toBeUndefined();
    for (const socket of unread) socket.destroy();
  });

  describe('and has not left so much unread that it is behind', () => {
    let other: TestApi;
    beforeAll(async () => {
      other = api;
      api = await TestApi.start([], { eventStreams: { ...QUICK, unreadMaxBytes: 2 ** 30, unreadMaxMs: 200, streamsMax: 2 } });
    });
    afterAll(async () => {
      await api.stop();
      api = other;
    });

    it('gives up its place when its token was revoked', async () => {
      const path = `/projects/${await makeProject(api)}/events`;
      const id = Number(path.split('/')[2]);
      const token = 'unread-0123456789';
      await new AccessTokens(api.pool).ensure({ name: 'unread', username: 'root', token });
      const reading = await (await open(path)).until(isReady);
      const unread = await openUnread(path, token);
      await insert(id, 32);
      await reading.until(({ ids }) => ids.length === 32);
      expect((await api.get(path)).status).toBe(503);
      await api.pool.query("UPDATE access_tokens SET revoked_at = holdpoint_now() WHERE name = 'unread'");
      while ((await api.get(path)).status !== 200);
      expect(reading.end).toBeUndefined();
      unread.destroy();
    });
  });
});

it('ends a stream that cannot be told an event instead of leaving it out', async () => {
  const id = await makeProject(api);
  const client = await (await open(`/projects/${id}/events`)).until(isReady);
  const other = await (await open(`/projects/${await makeProject(api)}/events`)).until(isReady);
  await api.pool.query("INSERT INTO events (project_id, pipeline_id, at, data) VALUES ($1, 1, holdpoint_now(), '{}')", [id]);
  await client.until(({ end }) => end === 'ended');
  expect([client.ids, other.end]).toEqual([[], undefined]);
});

it('takes the path of a project for its number', async () => {
  const { body } = await api.post<ProjectResponse>('/projects', { name: 'By path' });
  const client = await open(`/projects/${encodeURIComponent(body.path_with_namespace)}/events`);
  await client.until(isReady);
  expect(client.messages[0]?.event).toBe('ready');
});
