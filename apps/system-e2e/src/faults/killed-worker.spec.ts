/**
 * kill -9 of one of two replicas while a message of a hook is being sent and a bridge is being triggered: the other takes
 * both over within seconds, and what was begun is not done twice.
 */
import { freePort } from '@holdpoint/evaluation-process';
import { randomBytes } from 'node:crypto';
import type { BridgeResponse, HookDeliveryResponse, NewExternalHookResponse } from '@holdpoint/pipeline-contract';
import { Api, eventually } from '../lib/api';
import { holdRow } from '../lib/faults/hold-row';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { SilentReceiver } from '../lib/silent-receiver';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

/** Two looks are five seconds apart, and the first comes five seconds after the kill at most; the rest is for a busy machine. */
const TAKEN_OVER_WITHIN_MS = 30_000;
const ENVIRONMENT = { HOLDPOINT_HOOK_ALLOW: '127.0.0.0/8', HOLDPOINT_SECRET_KEYS: `test:${randomBytes(32).toString('base64')}` };

describe('a replica that is killed at work', () => {
  let database: TestDatabase;
  let receiver: SilentReceiver;
  let killed: HoldpointProcess;
  let other: HoldpointProcess | undefined;
  beforeAll(async () => {
    database = await createTestDatabase('killed_worker');
    receiver = await SilentReceiver.start();
    killed = await HoldpointProcess.start(await freePort(), database.url, ENVIRONMENT);
  });
  afterAll(async () => {
    await Promise.all([killed.stop('SIGKILL'), other?.stop()]);
    await receiver.stop();
    await database.drop();
  });

  it('has its tasks done by the other within seconds', async () => {
    const api = new Api(killed.url);
    const downstreamId = await api.createProject('downstream', 'wait: { external: true }');
    const projectId = await api.createProject('upstream', 'wait: { external: true }\ngo: { trigger: { project: root/downstream, strategy: depend } }');
    const hooks = `/projects/${projectId}/external_hooks`;
    const { id: hookId } = await api.expect<NewExternalHookResponse>('POST', hooks, { url: receiver.url, events: ['start'] });
    // Whoever triggers the bridge waits for this row.
    const stranger = await holdRow(database.url, 'projects', downstreamId);
    const { id: pipelineId } = await api.createPipeline(projectId);
    await eventually(async () => receiver.ids[0]);
    await eventually(async () => ((await database.query(HELD)).length === 2 ? true : undefined));
    other = await HoldpointProcess.start(await freePort(), database.url, ENVIRONMENT);
    receiver.isSilent = false;

    await killed.stop('SIGKILL');
    const since = performance.now();
    await stranger.release();
    const there = new Api(other.url);
    const delivered = await eventually(async () => {
      const [delivery] = await there.expect<HookDeliveryResponse[]>('GET', `${hooks}/${hookId}/deliveries`);
      return delivery?.state === 'pending' ? undefined : delivery;
    });
    const downstream = await eventually(async () => {
      const [bridge] = await there.expect<BridgeResponse[]>('GET', `/projects/${projectId}/pipelines/${pipelineId}/bridges`);
      return bridge?.downstream_pipeline ?? undefined;
    });
    expect(performance.now() - since).toBeLessThan(TAKEN_OVER_WITHIN_MS);
    expect(delivered).toMatchObject({ state: 'delivered', last_status: 204 });
    expect(receiver.ids).toEqual([delivered.webhook_id, delivered.webhook_id]);
    expect(await database.query('SELECT id::int FROM pipelines WHERE project_id = $1', [downstreamId])).toEqual([{ id: downstream.id }]);
  });
});

/** The tasks that somebody has. */
const HELD = 'SELECT FROM graphile_worker.jobs WHERE locked_by IS NOT NULL';
