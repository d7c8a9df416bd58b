/** Proves what becomes of messages that do not arrive, over real HTTP; the queue's times are moved, not waited for. */
import type { ExternalHookResponse, HookDeliveryResponse } from '@holdpoint/pipeline-contract';
import { ExternalHooks, HookDeliveries } from '@holdpoint/pipeline-persistence';
import type { Answer } from '../test-api.fixture';
import { HookedProjects, hookPath, until, type Hooked } from './hooked-projects.fixture';
import type { HookReceiver } from './hook-receiver.fixture';

let projects: HookedProjects;
let receiver: HookReceiver;
beforeAll(async () => (projects = await HookedProjects.start()));
afterAll(() => projects.stop());
beforeEach(async () => (receiver = await projects.startReceiver()));
afterEach(() => receiver.stop());

describe('a message that does not arrive', () => {
  it('is tried again under the same id, later each time, until it does', async () => {
    receiver.answer = () => [500, 'S3CRET of the receiver'];
    const hooked = await projects.make(['start']);
    const failed = await projects.newest(hooked, { attempts: 1 });
    expect(failed).toMatchObject({ state: 'pending', last_status: 500, last_error: 'answered with HTTP 500' });
    receiver.answer = () => [200];
    await projects.tryNow(failed as HookDeliveryResponse);
    expect(await projects.newest(hooked, { state: 'delivered' })).toMatchObject({ attempts: 2, last_status: 200, last_error: null });
    const [first, second] = receiver.received;
    expect([second?.headers['webhook-id'], second?.body]).toEqual([first?.headers['webhook-id'], first?.body]);
    expect(projects.logged).not.toContain('S3CRET');
  });

  it('is not tried again before its receiver wants it to be', async () => {
    receiver.answer = () => [429, '', { 'retry-after': '60' }];
    const hooked = await projects.make(['start']);
    const failed = await projects.newest(hooked, { attempts: 1 });
    const waits = async (): Promise<number> => {
      const sql = `SELECT extract(epoch FROM run_at - holdpoint_now())::float AS seconds FROM graphile_worker.jobs
        WHERE key = 'hook_delivery:' || $1 AND locked_at IS NULL AND attempts = 1`;
      const { rows: [task] } = await projects.api.pool.query<{ seconds: number }>(sql, [failed?.id]);
      return task?.seconds ?? 0;
    };
    expect(await until(waits, (seconds) => seconds > 10)).toBeLessThan(61);
  });

  it('is dead after the last try, and can be sent again', async () => {
    receiver.answer = () => [503];
    const hooked = await projects.make(['start']);
    await projects.tryNow((await projects.newest(hooked, { attempts: 1 })) as HookDeliveryResponse, true);
    const dead = await projects.newest(hooked, { state: 'dead' });
    expect(dead).toMatchObject({ attempts: 2, last_status: 503, delivered_at: null });
    expect((await projects.api.pool.query("SELECT FROM graphile_worker.jobs WHERE key = 'hook_delivery:' || $1", [dead?.id])).rows).toEqual([]);
    receiver.answer = () => [202];
    const again = await projects.api.post<HookDeliveryResponse>(`${hookPath(hooked)}/deliveries/${dead?.id}/redeliver`);
    expect([again.status, again.body.webhook_id]).toEqual([201, dead?.webhook_id]);
    expect(await projects.newest(hooked, { state: 'delivered' })).toMatchObject({ attempts: 3, webhook_id: dead?.webhook_id });
    expect((await receiver.nth(2)).headers['webhook-id']).toBe(dead?.webhook_id);
  });

  it('is sent again although the try before ends only then, whatever that comes to', async () => {
    let answerFirst = (_status: number): void => undefined;
    const first = new Promise<number>((resolve) => (answerFirst = resolve));
    receiver.answer = async () => (receiver.received.length === 1 ? [await first] : [500]);
    const hooked = await projects.make(['start']);
    await receiver.nth(0);
    const [delivery] = await projects.deliveriesOf(hooked);
    await projects.api.post(`${hookPath(hooked)}/deliveries/${delivery?.id}/redeliver`);
    answerFirst(204);
    await receiver.nth(1);
    const failed = await projects.newest(hooked, { attempts: 1 });
    // Its task goes when its try is recorded, or is not.
    await until(() => projects.api.pool.query("SELECT FROM graphile_worker._private_jobs WHERE payload ->> 'deliveryId' = $1", [String(delivery?.id)]), ({ rows }) => rows.length === 1);
    expect(await projects.deliveriesOf(hooked)).toEqual([failed]);
    receiver.answer = () => [204];
    await projects.tryNow(failed as HookDeliveryResponse);
    expect(await projects.newest(hooked, { state: 'delivered' })).toMatchObject({ attempts: 2 });
  });

  it('has arrived when one of two workers says so, whatever the other says before or after', async () => {
    const hooked = await projects.make(['start']);
    const delivered = (await projects.newest(hooked, { state: 'delivered' })) as HookDeliveryResponse;
    const deliveries = projects.api.app.get(HookDeliveries);
    const sql = "SELECT id FROM graphile_worker.add_job('nobody_does_this', job_key => 'hook_delivery:' || $1::bigint)";
    const { rows: [task] } = await projects.api.pool.query<{ id: string }>(sql, [delivered.id]);
    const record = (state: 'delivered' | 'dead', gone = false): Promise<void> =>
      deliveries.record(delivered.id, task?.id ?? '', { isSent: true, state, status: gone ? 410 : 204, error: gone ? 'gone' : null, gone, retryAfterMs: null });
    await record('dead', true);
    expect(await projects.deliveriesOf(hooked)).toEqual([delivered]);
    expect((await projects.api.get<ExternalHookResponse>(hookPath(hooked))).body).toMatchObject({ enabled: true });
    await projects.api.pool.query("UPDATE hook_deliveries SET state = 'dead', delivered_at = NULL WHERE id = $1", [delivered.id]);
    await record('delivered');
    expect(await projects.deliveriesOf(hooked)).toMatchObject([{ state: 'delivered', attempts: 2 }]);
    await projects.api.pool.query("SELECT graphile_worker.remove_job('hook_delivery:' || $1::bigint)", [delivered.id]);
    await record('delivered');
    expect(await projects.deliveriesOf(hooked)).toMatchObject([{ attempts: 2 }]);
  });

  it('because nobody listens says so without the address', async () => {
    await receiver.stop();
    const hooked = await projects.make(['start']);
    const failed = await projects.newest(hooked, { attempts: 1 });
    expect(failed).toMatchObject({ state: 'pending', last_status: null, last_error: 'the request failed: ECONNREFUSED' });
    receiver = await projects.startReceiver();
  });

  it('because its address has become private is not sent', async () => {
    const hooked = await projects.make(['cancel']);
    await projects.api.app.get(ExternalHooks).update(hooked.id, hooked.hook.id, { url: 'http://169.254.169.254/latest/' });
    await projects.cancel(hooked);
    expect(await projects.newest(hooked, { attempts: 1 })).toMatchObject({ state: 'pending', last_error: expect.stringMatching(/^blocked: /) });
  });

  it('because the receiver is gone disables the hook until a person enables it', async () => {
    receiver.answer = () => [410];
    const hooked = await projects.make();
    expect(await projects.newest(hooked, { state: 'dead' })).toMatchObject({ attempts: 1, last_status: 410 });
    const { body } = await projects.api.get<ExternalHookResponse>(hookPath(hooked));
    expect(body).toMatchObject({ enabled: false, disabled_reason: expect.stringContaining('410') });
    await projects.cancel(hooked);
    expect(await projects.statusOf(hooked)).toBe('canceled');
    expect(await projects.deliveriesOf(hooked)).toHaveLength(1);
    const enabled = await projects.api.send<ExternalHookResponse>('PUT', hookPath(hooked), '{"enabled":true}', { 'content-type': 'application/json' });
    expect(enabled.body).toMatchObject({ enabled: true, disabled_reason: null });
  });

  it('because the hook was disabled meanwhile is dead', async () => {
    receiver.answer = () => [500];
    const hooked = await projects.make(['start']);
    const failed = await projects.newest(hooked, { attempts: 1 });
    await projects.api.app.get(ExternalHooks).update(hooked.id, hooked.hook.id, { enabled: false });
    await projects.tryNow(failed as HookDeliveryResponse);
    const { attempts, last_attempt_at } = failed as HookDeliveryResponse;
    expect(await projects.newest(hooked, { state: 'dead' })).toMatchObject({ last_error: 'the hook is disabled', attempts, last_attempt_at });
    expect(receiver.received).toHaveLength(1);
  });
});

describe('a message that has arrived', () => {
  const again = (hooked: Hooked, { id }: HookDeliveryResponse): Promise<Answer<HookDeliveryResponse>> =>
    projects.api.post<HookDeliveryResponse>(`${hookPath(hooked)}/deliveries/${id}/redeliver`);

  it('is not sent again to a hook that is disabled, and nothing is forgotten of it', async () => {
    const hooked = await projects.make(['start']);
    const delivered = (await projects.newest(hooked, { state: 'delivered' })) as HookDeliveryResponse;
    await projects.api.app.get(ExternalHooks).update(hooked.id, hooked.hook.id, { enabled: false });
    const refused = await again(hooked, delivered);
    expect([refused.status, refused.headers.get('x-error-code')]).toEqual([409, 'hook_disabled']);
    expect(await projects.deliveriesOf(hooked)).toEqual([delivered]);
    expect((await again(hooked, { ...delivered, id: 999_999 })).status).toBe(404);
  });

  it('keeps the time of it while it is sent again, whatever that comes to', async () => {
    const hooked = await projects.make(['start']);
    const delivered = (await projects.newest(hooked, { state: 'delivered' })) as HookDeliveryResponse;
    receiver.answer = () => [503];
    const { status, body } = await again(hooked, delivered);
    expect([status, body.delivered_at]).toEqual([201, delivered.delivered_at]);
    const failed = await projects.newest(hooked, { attempts: 2 });
    expect(failed).toMatchObject({ state: 'pending', last_status: 503, delivered_at: delivered.delivered_at });
    await projects.api.app.get(ExternalHooks).update(hooked.id, hooked.hook.id, { enabled: false });
    await projects.tryNow(delivered);
    expect(await projects.newest(hooked, { state: 'dead' })).toMatchObject({ last_error: 'the hook is disabled', delivered_at: delivered.delivered_at });
  });
});
