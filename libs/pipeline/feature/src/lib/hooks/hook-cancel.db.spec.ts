/** Proves that a canceled job waits for the other system as long as its grace lasts, and that hooks hear of a deadline that has passed. */
import type { CallbackResponse, LedgerEntryResponse } from '@holdpoint/pipeline-contract';
import { SimulationClock } from '@holdpoint/pipeline-persistence';
import { HookedProjects, tokenIn, until, type Hooked } from './hooked-projects.fixture';
import { verified, type HookReceiver, type Received } from './hook-receiver.fixture';

let projects: HookedProjects;
let receiver: HookReceiver;
beforeAll(async () => (projects = await HookedProjects.start()));
afterAll(() => projects.stop());
beforeEach(async () => (receiver = await projects.startReceiver()));
afterEach(() => receiver.stop());

describe('a cancel', () => {
  const canceling = async (answer: HookReceiver['answer'] = () => [202]): Promise<Hooked & { token: string }> => {
    const hooked = await projects.make();
    const token = tokenIn(await receiver.nth(0));
    receiver.answer = answer;
    await projects.cancel(hooked);
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
    await projects.newest(hooked, { state: 'delivered', event: 'cancel' });
    expect(await projects.statusOf(hooked)).toBe('canceling');
    const { body } = await projects.report(hooked, hooked.token, 'canceled');
    expect([body.verdict, await projects.statusOf(hooked)]).toEqual(['accepted', 'canceled']);
  });

  it('is acknowledged by the answer to the hook', async () => {
    const hooked = await canceling(() => [200, '{"status":"canceled"}']);
    await until(() => projects.statusOf(hooked), (status) => status === 'canceled');
    const { body } = await projects.api.get<LedgerEntryResponse[]>(`/projects/${hooked.id}/jobs/${hooked.wait.id}/callbacks`);
    expect(body).toMatchObject([{ verdict: 'accepted', actor: `external_hook:${hooked.hook.id}`, request: { job_status: 'canceled' } }]);
    expect(body[0]?.reason).toContain('canceled now');
    expect(body[0]?.request).toMatchObject({ pipeline_id: hooked.pipeline.id, job_id: hooked.wait.id });
    const again = await projects.api.post<CallbackResponse>(`/projects/${hooked.id}/callbacks/${body[0]?.callback_id}/replay`);
    expect([again.status, again.body.verdict]).toEqual([200, 'duplicate']);
  });

  it('ends canceled when the work succeeds in between, and says that it came late', async () => {
    const hooked = await canceling();
    const { status, body } = await projects.report(hooked, hooked.token, 'success');
    expect([status, body.verdict, await projects.statusOf(hooked)]).toEqual([409, 'late', 'canceled']);
  });

  it('is not told to a system that has reported the end itself', async () => {
    const hooked = await projects.make();
    await projects.report(hooked, tokenIn(await receiver.nth(0)), 'canceled');
    expect(await projects.statusOf(hooked)).toBe('canceled');
    expect((await projects.deliveriesOf(hooked)).map(({ event }) => event)).toEqual(['start']);
  });

  it('does not wait where no hook hears of it', async () => {
    const hooked = await projects.make(['start']);
    await projects.cancel(hooked);
    expect(await projects.statusOf(hooked)).toBe('canceled');
  });
});

describe('time', () => {
  it('ends a cancel that nobody acknowledges when the grace is over, and tells of a deadline that has passed', async () => {
    receiver.answer = () => [202];
    const clock = new SimulationClock(projects.api.pool);
    // From here on no time passes by itself: the grace period is a minute, and deliveries take their own time.
    await clock.step(0);
    const [canceled, overdue] = [await projects.make(), await projects.make(['timeout'])];
    const token = tokenIn(await receiver.nth(0));
    await projects.cancel(canceled);
    await projects.newest(canceled, { event: 'cancel', state: 'delivered' });
    await clock.step(59_999);
    expect((await projects.report(canceled, token, 'running')).body.verdict).toBe('progress');
    await clock.step(1);
    const late = await projects.report(canceled, token, 'canceled');
    expect([await projects.statusOf(canceled), late.body.verdict]).toEqual(['canceled', 'late']);
    await clock.step(3_600_000);
    await projects.api.post(`/projects/${overdue.id}/jobs/${overdue.wait.id}/cancel`);
    expect(await projects.newest(overdue, { event: 'timeout', state: 'delivered' })).toBeDefined();
    const message = receiver.received.at(-1) as Received;
    expect(message.payload).toMatchObject({ type: 'external_job.timeout', data: { job: { status: 'failed' } } });
    // The store's clock is an hour ahead: receivers compare with their own, and would refuse a message from it.
    expect(verified(overdue.hook.secret, message)).toEqual(message.payload);
  });
});
