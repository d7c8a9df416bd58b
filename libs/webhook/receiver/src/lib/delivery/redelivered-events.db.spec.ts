/** Proves that an event which is delivered again ends no second attempt and counts once, by its own number or by its time. */
import type { DeliveryResponse } from '@holdpoint/pipeline-contract';
import { jobsOf, makeWaiting, type TestApi, type Waiting } from '@holdpoint/pipeline-feature/testing';
import { SimulationClock } from '@holdpoint/pipeline-persistence';
import { deliver, makeReceiver, signed, startReceiverApi } from '../receiver-api.fixture';

const OBJECT = { kind: 'Kustomization', namespace: 'prod', name: 'shop' };
const configOf = (more = ''): string => `wait: { external: { provider: flux, match: { kind: Kustomization, namespace: prod, name: shop } ${more} } }\n`;

let api: TestApi;
beforeAll(async () => (api = await startReceiverApi()));
afterAll(() => api.stop());

/** Wraps a report as the event of this number. */
type Wrap = (number: number, data: object) => object;

const cloudEvent = (number: number, data: object): object => ({ specversion: '1.0', id: `${number}`, source: '/deploy', type: 'test.deployed', data });
const SENDERS: readonly (readonly [name: string, provider: string, contentType: string, wrap: Wrap])[] = [
  ['a CloudEvent without a time', 'cloudevents', 'application/cloudevents+json', cloudEvent],
  ['a CloudEvent of the same second', 'cloudevents', 'application/cloudevents+json', (number, data) => ({ ...cloudEvent(number, data), time: '2026-03-01T12:00:00Z' })],
  ['plain JSON with a time', 'json', 'application/json', (number, data) => ({ ...data, occurred_at: `2026-03-01T12:00:0${number}Z` })],
];
const SUBJECTS: readonly (readonly [name: string, keysOf: (waiting: Waiting) => object])[] = [
  ['an object', ({ pipeline: { sha } }) => ({ object: OBJECT, sha })],
  ['a commit and a name', ({ pipeline: { sha } }) => ({ name: 'wait', ref: 'main', sha })],
  ['a pipeline and a name', ({ pipeline }) => ({ name: 'wait', pipeline_id: pipeline.id })],
];
const CASES = SENDERS.flatMap(([sender, ...how]) => SUBJECTS.map(([subject, keysOf]) => [sender, subject, ...how, keysOf] as const));

describe.each(CASES)('%s about %s', (_sender, _subject, provider, contentType, wrap, keysOf) => {
  async function makeSender(config: string): Promise<{ readonly waiting: Waiting; readonly tell: (number: number, state: string) => Promise<string> }> {
    const waiting = await makeWaiting(api, config);
    const { address, secret } = await makeReceiver(api, { provider }, waiting.id);
    const tell = async (number: number, state: string): Promise<string> => {
      const body = JSON.stringify(wrap(number, { ...keysOf(waiting), state }));
      const { text } = await deliver(address, body, { 'content-type': contentType, ...signed(secret, body) });
      const { callbacks: [callback] } = JSON.parse(text) as DeliveryResponse;
      return `${callback?.verdict}: ${callback?.reason}`;
    };
    return { waiting, tell };
  }
  const statusOf = async ({ id, pipeline }: Waiting): Promise<string | undefined> => (await jobsOf(api, id, pipeline.id))['wait']?.status;

  it.each(['success', 'failed'])('ends one attempt as %s, and a new one ends the next', async (state) => {
    const { waiting, tell } = await makeSender(configOf());
    expect(await tell(1, state)).toMatch(/^accepted/);
    expect(await tell(1, state)).toMatch(/^duplicate: The job has ended with this outcome/);
    await api.post(`/projects/${waiting.id}/jobs/${waiting.wait.id}/retry`);
    expect(await tell(1, state)).toMatch(/^duplicate: This event is about the end of an earlier attempt/);
    expect(await statusOf(waiting)).toBe('running_externally');
    expect(await tell(2, state)).toMatch(/^accepted/);
    expect(await statusOf(waiting)).toBe(state);
  });

  it('is late for an attempt that has timed out meanwhile', async () => {
    const { waiting, tell } = await makeSender(configOf());
    await tell(1, 'success');
    await api.post(`/projects/${waiting.id}/jobs/${waiting.wait.id}/retry`);
    await new SimulationClock(api.pool).step(3_600_000);
    expect(await tell(1, 'success')).toMatch(/^late: The deadline/);
    expect(await statusOf(waiting)).toBe('failed');
  });

  it('counts once towards fail_on', async () => {
    const { waiting, tell } = await makeSender(configOf(', fail_on: 2'));
    expect(await tell(1, 'failed')).toMatch(/^progress: The failure was counted/);
    expect(await tell(1, 'failed')).toMatch(/^duplicate: This failure was counted before/);
    expect(await statusOf(waiting)).toBe('running_externally');
    expect(await tell(2, 'failed')).toMatch(/^accepted/);
    expect(await statusOf(waiting)).toBe('failed');
  });
});
