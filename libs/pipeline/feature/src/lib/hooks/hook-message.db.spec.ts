/** Proves what hooks are told, over real HTTP to a receiver that checks every signature, and that no secret is kept or shown. */
import type { NewExternalHookResponse } from '@holdpoint/pipeline-contract';
import { TOKEN } from '../test-api.fixture';
import { HookedProjects, hookPath, ORIGIN, tokenIn } from './hooked-projects.fixture';
import { verified, type HookReceiver } from './hook-receiver.fixture';

let projects: HookedProjects;
let receiver: HookReceiver;
beforeAll(async () => (projects = await HookedProjects.start()));
afterAll(() => projects.stop());
beforeEach(async () => (receiver = await projects.startReceiver()));
afterEach(() => receiver.stop());

describe('a message', () => {
  it('is signed and says what happened, to which job, and how to report', async () => {
    const hooked = await projects.make();
    const message = await receiver.nth(0);
    expect(verified(hooked.hook.secret, message)).toEqual(message.payload);
    const [delivery] = await projects.deliveriesOf(hooked);
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
    expect(await projects.newest(hooked, { state: 'delivered' })).toMatchObject({ attempts: 1, last_status: 204, last_error: null, event: 'start' });
  });

  it('brings the token that ends the job, and a new one for the next attempt', async () => {
    const hooked = await projects.make();
    const first = tokenIn(await receiver.nth(0));
    expect((await projects.report(hooked, first, 'failed')).body.verdict).toBe('accepted');
    await projects.api.post(`/projects/${hooked.id}/jobs/${hooked.wait.id}/retry`);
    const second = await receiver.nth(1);
    expect(second.payload.data.job).toMatchObject({ attempt: 2, status: 'running_externally' });
    expect((await projects.report(hooked, first, 'success')).body.verdict).toBe('superseded');
    expect((await projects.report(hooked, tokenIn(second), 'success')).body.verdict).toBe('accepted');
    expect(await projects.statusOf(hooked)).toBe('success');
    expect(receiver.received).toHaveLength(2);
  });

  it('is signed with both secrets after a rotation', async () => {
    const hooked = await projects.make();
    await receiver.nth(0);
    const { body: rotated } = await projects.api.post<NewExternalHookResponse>(`${hookPath(hooked)}/rotate_secret`);
    await projects.cancel(hooked);
    const message = await receiver.nth(1);
    for (const secret of [hooked.hook.secret, rotated.secret]) expect(verified(secret, message)).toEqual(message.payload);
    await projects.api.pool.query("UPDATE external_hooks SET previous_secret_expires_at = holdpoint_now() WHERE id = $1", [hooked.hook.id]);
    const [delivery] = await projects.deliveriesOf(hooked);
    await projects.newest(hooked, { state: 'delivered' });
    await projects.api.post(`${hookPath(hooked)}/deliveries/${delivery?.id}/redeliver`);
    const later = await receiver.nth(2);
    expect(verified(rotated.secret, later)).toEqual(later.payload);
    expect(() => verified(hooked.hook.secret, later)).toThrow('No matching signature');
  });
});

it('no secret is in a log, in the database or in an answer', async () => {
  const hooked = await projects.make();
  receiver.answer = () => [500];
  const token = tokenIn(await receiver.nth(0));
  const { body: rotated } = await projects.api.post<NewExternalHookResponse>(`${hookPath(hooked)}/rotate_secret`);
  await projects.cancel(hooked);
  await projects.newest(hooked, { attempts: 1, event: 'cancel' });
  const { body: made } = await projects.api.post<{ token: string }>(`/projects/${hooked.id}/jobs/${hooked.wait.id}/callback_token`);
  expect(made.token).toBe(token);
  await projects.report(hooked, token, 'running');
  const secrets = [hooked.hook.secret.slice(6), rotated.secret.slice(6), token.split('.')[1] ?? '', TOKEN];
  const tables = await projects.api.pool.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker')",
  );
  const places: [string, string][] = [['the log', projects.logged]];
  for (const { name } of tables.rows) {
    const { rows } = await projects.api.pool.query<{ text: string | null }>(`SELECT string_agg(t::text, ',') AS text FROM ${name} t`);
    places.push([name, rows[0]?.text ?? '']);
  }
  for (const path of ['', `/external_hooks`, `/external_hooks/${hooked.hook.id}/deliveries`, '/callbacks', `/jobs/${hooked.wait.id}`, `/jobs/${hooked.wait.id}/callbacks`]) {
    places.push([path, JSON.stringify((await projects.api.get(`/projects/${hooked.id}${path}`)).body)]);
  }
  expect(projects.logged).toContain('hook delivery');
  expect(projects.logged).not.toContain('URLS3CRET');
  expect(places.filter(([, text]) => secrets.some((secret) => text.includes(secret))).map(([place]) => place)).toEqual([]);
  expect(places.length).toBeGreaterThan(20);
});
