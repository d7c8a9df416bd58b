/** Proves the sending of hooks over real HTTP to a receiver that checks every signature; the queue's times are moved, not waited for. */
import type {
  CallbackResponse,
  ExternalHookResponse,
  HookDeliveryResponse,
  LedgerEntryResponse,
  NewExternalHookResponse,
} from '@holdpoint/pipeline-contract';
import { ExternalHooks, HookDeliveries, SimulationClock } from '@holdpoint/pipeline-persistence';
import { createLogger } from '@holdpoint/runtime';
import { TasksModule } from '../tasks/tasks.module';
import { TestApi, TOKEN } from '../test-api.fixture';
import { jobsOf, makePipeline, makeProject, type Waiting } from '../test-project.fixture';
import { HookDeliveryModule } from './hook-delivery.module';
import { HookDeliveryOptions } from './hook-delivery-options';
import { HookReceiver, verified, type Received } from './hook-receiver.fixture';

const ORIGIN = 'https://holdpoint.example';

let api: TestApi;
let receiver: HookReceiver;
let logged: string;

beforeAll(async () => {
  const logger = createLogger('trace', { write: (line) => void (logged += line) });
  const delivering = HookDeliveryModule.forRoot(new HookDeliveryOptions({ externalUrl: ORIGIN }));
  api = await TestApi.start([TasksModule, delivering], { hookAllow: ['127.0.0.0/8'], logger });
});
afterAll(() => api.stop());
beforeEach(async () => {
  logged = '';
  receiver = await HookReceiver.start();
});
afterEach(() => receiver.stop());

interface Hooked extends Waiting {
  readonly hook: NewExternalHookResponse;
}

/** A project with a hook and a pipeline that waits. */
async function makeHooked(events: readonly string[] = ['start', 'cancel', 'timeout']): Promise<Hooked> {
  const id = await makeProject(api);
  const { body: hook } = await api.post<NewExternalHookResponse>(`/projects/${id}/external_hooks`, { url: receiver.url, events });
  const pipeline = await makePipeline(api, id);
  const { wait } = await jobsOf(api, id, pipeline.id);
  if (!wait) throw new Error('the configuration has a job called wait');
  return { id, hook, pipeline, wait };
}

const hookPath = ({ id, hook }: Hooked): string => `/projects/${id}/external_hooks/${hook.id}`;

async function deliveriesOf(hooked: Hooked): Promise<HookDeliveryResponse[]> {
  return (await api.get<HookDeliveryResponse[]>(`${hookPath(hooked)}/deliveries`)).body;
}

async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
  }
}

/** The newest delivery once it is as it should be. */
const newest = async (hooked: Hooked, expected: Partial<HookDeliveryResponse>): Promise<HookDeliveryResponse | undefined> =>
  (await until(
    () => deliveriesOf(hooked),
    ([delivery]) => Object.entries(expected).every(([key, value]) => delivery?.[key as keyof HookDeliveryResponse] === value),
  ))[0];

const statusOf = async ({ id, pipeline }: Waiting): Promise<string | undefined> => (await jobsOf(api, id, pipeline.id))['wait']?.status;

const cancel = ({ id, wait }: Waiting): Promise<unknown> => api.post(`/projects/${id}/jobs/${wait.id}/cancel`);

const report = ({ id }: Waiting, token: string, job_status: string): ReturnType<typeof api.post<CallbackResponse>> =>
  api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_status }, { 'private-token': token });

const tokenIn = ({ payload }: Received): string => payload.data.callback.token ?? '';

/** What the queue would do later it does now, as its last try if that is wanted; waits until the try before is over. */
async function tryNow({ id }: HookDeliveryResponse, last = false): Promise<void> {
  const sql = `UPDATE graphile_worker._private_jobs SET run_at = run_at - interval '1 day',
    attempts = CASE WHEN $2 THEN max_attempts - 1 ELSE attempts END
    WHERE key = 'hook_delivery:' || $1 AND locked_at IS NULL AND attempts > 0`;
  await until(() => api.pool.query(sql, [id, last]), ({ rowCount }) => rowCount === 1);
}

describe('a message', () => {
  it('is signed and says what happened, to which job, and how to report', async () => {
    const hooked = await makeHooked();
    const message = await receiver.nth(0);
    expect(verified(hooked.hook.secret, message)).toEqual(message.payload);
    const [delivery] = await deliveriesOf(hooked);
    expect(message.headers).toMatchObject({ 'webhook-id': delivery?.webhook_id, 'content-type': 'application/json' });
    expect(message.payload).toEqual({
      type: 'external_job.start',
      timestamp: hooked.wait.started_at,
      data: {
        project: { id: hooked.id, path_with_namespace: expect.stringContaining('root/'), web_url: expect.stringContaining(`${ORIGIN}/root/`) },
        pipeline: {
          id: hooked.pipeline.id,
          ref: 'main',
          sha: hooked.pipeline.sha,
          web_url: expect.stringMatching(new RegExp(`^${ORIGIN}/root/.*/pipelines/${hooked.pipeline.id}$`)),
        },
        job: {
          id: hooked.wait.id,
          name: 'wait',
          attempt: 1,
          status: 'running_externally',
          deadline_at: hooked.wait.deadline_at,
          cancel_deadline_at: null,
          external: {
            match_key: null,
            object: null,
            receiver: null,
            commit_status: null,
            fail_on: 1,
            on_superseded: null,
            heartbeat_s: null,
            cancel_grace_s: null,
          },
        },
        callback: { url: `${ORIGIN}/api/v4/projects/${hooked.id}/pipeline_callback`, token: expect.stringMatching(/^hpjt-/) },
      },
    });
    expect(await newest(hooked, { state: 'delivered' })).toMatchObject({ attempts: 1, last_status: 204, last_error: null, event: 'start' });
  });

  it('brings the token that ends the job, and a new one for the next attempt', async () => {
    const hooked = await makeHooked();
    const first = tokenIn(await receiver.nth(0));
    expect((await report(hooked, first, 'failed')).body.verdict).toBe('accepted');
    await api.post(`/projects/${hooked.id}/jobs/${hooked.wait.id}/retry`);
    const second = await receiver.nth(1);
    expect(second.payload.data.job).toMatchObject({ attempt: 2, status: 'running_externally' });
    expect((await report(hooked, first, 'success')).body.verdict).toBe('superseded');
    expect((await report(hooked, tokenIn(second), 'success')).body.verdict).toBe('accepted');
    expect(await statusOf(hooked)).toBe('success');
    expect(receiver.received).toHaveLength(2);
  });

  it('is signed with both secrets after a rotation', async () => {
    const hooked = await makeHooked();
    await receiver.nth(0);
    const { body: rotated } = await api.post<NewExternalHookResponse>(`${hookPath(hooked)}/rotate_secret`);
    await cancel(hooked);
    const message = await receiver.nth(1);
    for (const secret of [hooked.hook.secret, rotated.secret]) expect(verified(secret, message)).toEqual(message.payload);
    await api.pool.query("UPDATE external_hooks SET previous_secret_expires_at = holdpoint_now() WHERE id = $1", [hooked.hook.id]);
    const [delivery] = await deliveriesOf(hooked);
    await newest(hooked, { state: 'delivered' });
    await api.post(`${hookPath(hooked)}/deliveries/${delivery?.id}/redeliver`);
    const later = await receiver.nth(2);
    expect(verified(rotated.secret, later)).toEqual(later.payload);
    expect(() => verified(hooked.hook.secret, later)).toThrow('No matching signature');
  });
});

describe('a message that does not arrive', () => {
  it('is tried again under the same id, later each time, until it does', async () => {
    receiver.answer = () => [500, 'S3CRET of the receiver'];
    const hooked = await makeHooked(['start']);
    const failed = await newest(hooked, { attempts: 1 });
    expect(failed).toMatchObject({ state: 'pending', last_status: 500, last_error: 'answered with HTTP 500' });
    receiver.answer = () => [200];
    await tryNow(failed as HookDeliveryResponse);
    expect(await newest(hooked, { state: 'delivered' })).toMatchObject({ attempts: 2, last_status: 200, last_error: null });
    const [first, second] = receiver.received;
    expect([second?.headers['webhook-id'], second?.body]).toEqual([first?.headers['webhook-id'], first?.body]);
    expect(logged).not.toContain('S3CRET');
  });

  it('is not tried again before its receiver wants it to be', async () => {
    receiver.answer = () => [429, '', { 'retry-after': '60' }];
    const hooked = await makeHooked(['start']);
    const failed = await newest(hooked, { attempts: 1 });
    const waits = async (): Promise<number> => {
      const sql = `SELECT extract(epoch FROM run_at - holdpoint_now())::float AS seconds FROM graphile_worker.jobs
        WHERE key = 'hook_delivery:' || $1 AND locked_at IS NULL AND attempts = 1`;
      const { rows: [task] } = await api.pool.query<{ seconds: number }>(sql, [failed?.id]);
      return task?.seconds ?? 0;
    };
    expect(await until(waits, (seconds) => seconds > 10)).toBeLessThanOrEqual(60);
  });

  it('is dead after the last try, and can be sent again', async () => {
    receiver.answer = () => [503];
    const hooked = await makeHooked(['start']);
    await tryNow((await newest(hooked, { attempts: 1 })) as HookDeliveryResponse, true);
    const dead = await newest(hooked, { state: 'dead' });
    expect(dead).toMatchObject({ attempts: 2, last_status: 503, delivered_at: null });
    expect((await api.pool.query("SELECT FROM graphile_worker.jobs WHERE key = 'hook_delivery:' || $1", [dead?.id])).rows).toEqual([]);
    receiver.answer = () => [202];
    const again = await api.post<HookDeliveryResponse>(`${hookPath(hooked)}/deliveries/${dead?.id}/redeliver`);
    expect([again.status, again.body.webhook_id]).toEqual([201, dead?.webhook_id]);
    expect(await newest(hooked, { state: 'delivered' })).toMatchObject({ attempts: 3, webhook_id: dead?.webhook_id });
    expect((await receiver.nth(2)).headers['webhook-id']).toBe(dead?.webhook_id);
  });

  it('is sent again although the try before ends only then, whatever that comes to', async () => {
    let answerFirst = (_status: number): void => undefined;
    const first = new Promise<number>((resolve) => (answerFirst = resolve));
    receiver.answer = async () => (receiver.received.length === 1 ? [await first] : [500]);
    const hooked = await makeHooked(['start']);
    await receiver.nth(0);
    const [delivery] = await deliveriesOf(hooked);
    await api.post(`${hookPath(hooked)}/deliveries/${delivery?.id}/redeliver`);
    await receiver.nth(1);
    const failed = await newest(hooked, { attempts: 1 });
    answerFirst(204);
    // Its task goes when its try is recorded, or is not.
    await until(() => api.pool.query("SELECT FROM graphile_worker._private_jobs WHERE payload ->> 'deliveryId' = $1", [String(delivery?.id)]), ({ rows }) => rows.length === 1);
    expect(await deliveriesOf(hooked)).toEqual([failed]);
    receiver.answer = () => [204];
    await tryNow(failed as HookDeliveryResponse);
    expect(await newest(hooked, { state: 'delivered' })).toMatchObject({ attempts: 2 });
  });

  it('has arrived when one of two workers says so, whatever the other says before or after', async () => {
    const hooked = await makeHooked(['start']);
    const delivered = (await newest(hooked, { state: 'delivered' })) as HookDeliveryResponse;
    const deliveries = api.app.get(HookDeliveries);
    const sql = "SELECT id FROM graphile_worker.add_job('nobody_does_this', job_key => 'hook_delivery:' || $1::bigint)";
    const { rows: [task] } = await api.pool.query<{ id: string }>(sql, [delivered.id]);
    const record = (state: 'delivered' | 'dead', gone = false): Promise<void> =>
      deliveries.record(delivered.id, task?.id ?? '', { isSent: true, state, status: gone ? 410 : 204, error: gone ? 'gone' : null, gone, retryAfterMs: null });
    await record('dead', true);
    expect(await deliveriesOf(hooked)).toEqual([delivered]);
    expect((await api.get<ExternalHookResponse>(hookPath(hooked))).body).toMatchObject({ enabled: true });
    await api.pool.query("UPDATE hook_deliveries SET state = 'dead', delivered_at = NULL WHERE id = $1", [delivered.id]);
    await record('delivered');
    expect(await deliveriesOf(hooked)).toMatchObject([{ state: 'delivered', attempts: 2 }]);
    await api.pool.query("SELECT graphile_worker.remove_job('hook_delivery:' || $1::bigint)", [delivered.id]);
    await record('delivered');
    expect(await deliveriesOf(hooked)).toMatchObject([{ attempts: 2 }]);
  });

  it('because nobody listens says so without the address', async () => {
    const { url } = receiver;
    await receiver.stop();
    const id = await makeProject(api);
    const { body: hook } = await api.post<NewExternalHookResponse>(`/projects/${id}/external_hooks`, { url, events: ['start'] });
    const pipeline = await makePipeline(api, id);
    const { wait } = await jobsOf(api, id, pipeline.id);
    const failed = await newest({ id, hook, pipeline, wait } as Hooked, { attempts: 1 });
    expect(failed).toMatchObject({ state: 'pending', last_status: null, last_error: 'the request failed: ECONNREFUSED' });
    receiver = await HookReceiver.start();
  });

  it('because its address has become private is not sent', async () => {
    const hooked = await makeHooked(['cancel']);
    await api.app.get(ExternalHooks).update(hooked.id, hooked.hook.id, { url: 'http://169.254.169.254/latest/' });
    await cancel(hooked);
    expect(await newest(hooked, { attempts: 1 })).toMatchObject({ state: 'pending', last_error: expect.stringMatching(/^blocked: /) });
  });

  it('because the receiver is gone disables the hook until a person enables it', async () => {
    receiver.answer = () => [410];
    const hooked = await makeHooked();
    expect(await newest(hooked, { state: 'dead' })).toMatchObject({ attempts: 1, last_status: 410 });
    const { body } = await api.get<ExternalHookResponse>(hookPath(hooked));
    expect(body).toMatchObject({ enabled: false, disabled_reason: expect.stringContaining('410') });
    await cancel(hooked);
    expect(await statusOf(hooked)).toBe('canceled');
    expect(await deliveriesOf(hooked)).toHaveLength(1);
    const enabled = await api.send<ExternalHookResponse>('PUT', hookPath(hooked), '{"enabled":true}', { 'content-type': 'application/json' });
    expect(enabled.body).toMatchObject({ enabled: true, disabled_reason: null });
  });

  it('because the hook was disabled meanwhile is dead', async () => {
    receiver.answer = () => [500];
    const hooked = await makeHooked(['start']);
    const failed = await newest(hooked, { attempts: 1 });
    await api.app.get(ExternalHooks).update(hooked.id, hooked.hook.id, { enabled: false });
    await tryNow(failed as HookDeliveryResponse);
    const { attempts, last_attempt_at } = failed as HookDeliveryResponse;
    expect(await newest(hooked, { state: 'dead' })).toMatchObject({ last_error: 'the hook is disabled', attempts, last_attempt_at });
    expect(receiver.received).toHaveLength(1);
  });
});

describe('a cancel', () => {
  const canceling = async (answer: HookReceiver['answer'] = () => [202]): Promise<Hooked & { token: string }> => {
    const hooked = await makeHooked();
    const token = tokenIn(await receiver.nth(0));
    receiver.answer = answer;
    await cancel(hooked);
    return { ...hooked, token };
  };

  it('waits until the other system reports that it has stopped', async () => {
    const hooked = await canceling();
    const message = await receiver.nth(1);
    expect(message.payload).toMatchObject({
      type: 'external_job.cancel',
      data: { job: { status: 'canceling', cancel_deadline_at: expect.stringMatching(/Z$/) }, callback: { url: expect.any(String) } },
    });
    expect(message.payload.data.callback.token).toBeUndefined();
    await newest(hooked, { state: 'delivered', event: 'cancel' });
    expect(await statusOf(hooked)).toBe('canceling');
    const { body } = await report(hooked, hooked.token, 'canceled');
    expect([body.verdict, await statusOf(hooked)]).toEqual(['accepted', 'canceled']);
  });

  it('is acknowledged by the answer to the hook', async () => {
    const hooked = await canceling(() => [200, '{"status":"canceled"}']);
    await until(() => statusOf(hooked), (status) => status === 'canceled');
    const { body } = await api.get<LedgerEntryResponse[]>(`/projects/${hooked.id}/jobs/${hooked.wait.id}/callbacks`);
    expect(body).toMatchObject([{ verdict: 'accepted', actor: `external_hook:${hooked.hook.id}`, request: { job_status: 'canceled' } }]);
    expect(body[0]?.reason).toContain('canceled now');
    expect(body[0]?.request).toMatchObject({ pipeline_id: hooked.pipeline.id, job_id: hooked.wait.id });
    const again = await api.post<CallbackResponse>(`/projects/${hooked.id}/callbacks/${body[0]?.callback_id}/replay`);
    expect([again.status, again.body.verdict]).toEqual([200, 'duplicate']);
  });

  it('ends canceled when the work succeeds in between, and says that it came late', async () => {
    const hooked = await canceling();
    const { status, body } = await report(hooked, hooked.token, 'success');
    expect([status, body.verdict, await statusOf(hooked)]).toEqual([409, 'late', 'canceled']);
  });

  it('is not told to a system that has reported the end itself', async () => {
    const hooked = await makeHooked();
    await report(hooked, tokenIn(await receiver.nth(0)), 'canceled');
    expect(await statusOf(hooked)).toBe('canceled');
    expect((await deliveriesOf(hooked)).map(({ event }) => event)).toEqual(['start']);
  });

  it('does not wait where no hook hears of it', async () => {
    const hooked = await makeHooked(['start']);
    await cancel(hooked);
    expect(await statusOf(hooked)).toBe('canceled');
  });
});

it('no secret is in a log, in the database or in an answer', async () => {
  const hooked = await makeHooked();
  receiver.answer = () => [500];
  const token = tokenIn(await receiver.nth(0));
  const { body: rotated } = await api.post<NewExternalHookResponse>(`${hookPath(hooked)}/rotate_secret`);
  await cancel(hooked);
  await newest(hooked, { attempts: 1, event: 'cancel' });
  const { body: made } = await api.post<{ token: string }>(`/projects/${hooked.id}/jobs/${hooked.wait.id}/callback_token`);
  expect(made.token).toBe(token);
  await report(hooked, token, 'running');
  const secrets = [hooked.hook.secret.slice(6), rotated.secret.slice(6), token.split('.')[1] ?? '', TOKEN];
  const tables = await api.pool.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker')",
  );
  const places: [string, string][] = [['the log', logged]];
  for (const { name } of tables.rows) {
    const { rows } = await api.pool.query<{ text: string | null }>(`SELECT string_agg(t::text, ',') AS text FROM ${name} t`);
    places.push([name, rows[0]?.text ?? '']);
  }
  for (const path of ['', `/external_hooks`, `/external_hooks/${hooked.hook.id}/deliveries`, '/callbacks', `/jobs/${hooked.wait.id}`, `/jobs/${hooked.wait.id}/callbacks`]) {
    places.push([path, JSON.stringify((await api.get(`/projects/${hooked.id}${path}`)).body)]);
  }
  expect(logged).toContain('hook delivery');
  expect(logged).not.toContain('URLS3CRET');
  expect(places.filter(([, text]) => secrets.some((secret) => text.includes(secret))).map(([place]) => place)).toEqual([]);
  expect(places.length).toBeGreaterThan(20);
});

describe('time', () => {
  it('ends a cancel that nobody acknowledges when the grace is over, and tells of a deadline that has passed', async () => {
    receiver.answer = () => [202];
    const clock = new SimulationClock(api.pool);
    // From here on no time passes by itself: the grace period is a minute, and deliveries take their own time.
    await clock.step(0);
    const [canceled, overdue] = [await makeHooked(), await makeHooked(['timeout'])];
    const token = tokenIn(await receiver.nth(0));
    await cancel(canceled);
    await newest(canceled, { event: 'cancel', state: 'delivered' });
    await clock.step(59_999);
    expect((await report(canceled, token, 'running')).body.verdict).toBe('progress');
    await clock.step(1);
    const late = await report(canceled, token, 'canceled');
    expect([await statusOf(canceled), late.body.verdict]).toEqual(['canceled', 'duplicate']);
    await clock.step(3_600_000);
    await api.post(`/projects/${overdue.id}/jobs/${overdue.wait.id}/cancel`);
    expect(await newest(overdue, { event: 'timeout', state: 'delivered' })).toBeDefined();
    const message = receiver.received.at(-1) as Received;
    expect(message.payload).toMatchObject({ type: 'external_job.timeout', data: { job: { status: 'failed' } } });
    // The store's clock is an hour ahead: receivers compare with their own, and would refuse a message from it.
    expect(verified(overdue.hook.secret, message)).toEqual(message.payload);
  });
});
