/**
 * SIGTERM while a receiver of hooks has taken a message and does not answer: the process ends in order and in time, and
 * the next one sends the message again at once, as if the try that was interrupted had not been.
 */
import { freePort } from '@holdpoint/evaluation-process';
import { randomBytes } from 'node:crypto';
import type { HookDeliveryResponse, NewExternalHookResponse } from '@holdpoint/pipeline-contract';
import { Api, eventually } from '../lib/api';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { SilentReceiver } from '../lib/silent-receiver';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

/** Orchestrators kill what has not ended after ten seconds; the receiver would be waited for as long. */
const ENDS_WITHIN_MS = 9_000;
const ENVIRONMENT = {
  HOLDPOINT_HOOK_ALLOW: '127.0.0.0/8',
  HOLDPOINT_SECRET_KEYS: `test:${randomBytes(32).toString('base64')}`,
  LOG_LEVEL: 'info',
};

describe('SIGTERM while a receiver of hooks is silent', () => {
  let database: TestDatabase;
  let receiver: SilentReceiver;
  let holdpoint: HoldpointProcess;
  beforeAll(async () => {
    database = await createTestDatabase('silent_receiver');
    receiver = await SilentReceiver.start();
    holdpoint = await HoldpointProcess.start(await freePort(), database.url, ENVIRONMENT);
  });
  afterAll(async () => {
    await holdpoint.stop();
    await receiver.stop();
    await database.drop();
  });

  it('ends the process in order and in time, and the next one sends the message again', async () => {
    const api = new Api(holdpoint.url);
    const projectId = await api.createProject('silent', 'wait: { external: true }');
    const hooks = `/projects/${projectId}/external_hooks`;
    const { id: hookId } = await api.expect<NewExternalHookResponse>('POST', hooks, { url: receiver.url, events: ['start'] });
    await api.createPipeline(projectId);
    await eventually(async () => receiver.ids[0]);

    const since = performance.now();
    expect(await holdpoint.stop('SIGTERM')).toBe(0);
    expect(performance.now() - since).toBeLessThan(ENDS_WITHIN_MS);
    expect(holdpoint.log).toMatch(/"stopping"[^]*"stopped"/);
    // Left with the worker that is gone, the task would be given to another only after seconds.
    expect(await database.query('SELECT locked_by, attempts FROM graphile_worker.jobs')).toEqual([{ locked_by: null, attempts: 0 }]);

    receiver.isSilent = false;
    holdpoint = await HoldpointProcess.start(await freePort(), database.url, ENVIRONMENT);
    const delivered = await eventually(async () => {
      const [delivery] = await new Api(holdpoint.url).expect<HookDeliveryResponse[]>('GET', `${hooks}/${hookId}/deliveries`);
      return delivery?.state === 'pending' ? undefined : delivery;
    });
    expect(delivered).toMatchObject({ state: 'delivered', attempts: 1, last_status: 204, last_error: null });
    expect(receiver.ids).toEqual([delivered.webhook_id, delivered.webhook_id]);
  });
});
