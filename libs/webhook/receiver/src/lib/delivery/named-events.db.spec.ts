/** Proves that events which name their job, in plain JSON and as CloudEvents, do what a callback does, and by a digest too. */
import { DigestTasksModule, TasksModule } from '@holdpoint/pipeline-feature';
import { makePipeline, makeWaiting, plantDeadlock, TestApi, type Waiting } from '@holdpoint/pipeline-feature/testing';
import type { JobResponse } from '@holdpoint/pipeline-contract';
import { eventually } from '@holdpoint/pipeline-testing';
import { ReceiverModule } from '../receiver.module';
import { deliver, makeReceiver, signed } from '../receiver-api.fixture';

const DIGEST = `sha256:${'c'.repeat(64)}`;

let api: TestApi;
beforeAll(async () => (api = await TestApi.start([ReceiverModule, TasksModule, DigestTasksModule])));
afterAll(() => api.stop());

const status = async ({ id, wait }: Waiting): Promise<string> => (await api.get<JobResponse>(`/projects/${id}/jobs/${wait.id}`)).body.status;
const wrapped = (data: object): object => ({ specversion: '1.0', id: '1', source: '/deploy', type: 'test.deployed', time: '2026-03-01T12:00:00Z', data });

describe.each([
  ['json', 'application/json', (data: object) => data],
  ['cloudevents', 'application/cloudevents+json', wrapped],
] as const)('%s', (provider, contentType, wrap) => {
  const tell = async ({ id }: Waiting, data: object): Promise<readonly unknown[]> => {
    const receiver = await makeReceiver(api, { name: `r${Math.random()}`, provider }, id);
    const body = JSON.stringify(wrap(data));
    const { status: code, text } = await deliver(receiver.address, body, { 'content-type': contentType, ...signed(receiver.secret, body) });
    const { callbacks = [] } = JSON.parse(text) as { callbacks?: { verdict: string }[] };
    return [code, callbacks.map(({ verdict }) => verdict)];
  };

  it('ends the job that it names by commit and name, tells of progress before, and is a duplicate after', async () => {
    const waiting = await makeWaiting(api);
    const named = { name: 'wait', ref: 'main', sha: waiting.pipeline.sha };
    expect(await tell(waiting, { ...named, state: 'running', percent: 40 })).toEqual([202, ['progress']]);
    expect(await tell(waiting, { ...named, state: 'success' })).toEqual([202, ['accepted']]);
    expect(await tell(waiting, { ...named, state: 'success' })).toEqual([202, ['duplicate']]);
    expect(await status(waiting)).toBe('success');
  });

  it('ends a job by its number', async () => {
    const waiting = await makeWaiting(api);
    expect(await tell(waiting, { job_id: waiting.wait.id, state: 'failed' })).toEqual([202, ['accepted']]);
    expect(await status(waiting)).toBe('failed');
  });

  it('waits for its digest, and ends the job once the artifact is registered', async () => {
    const waiting = await makeWaiting(api);
    const { id, pipeline } = waiting;
    expect(await tell(waiting, { name: 'wait', pipeline_id: pipeline.id, digest: DIGEST, state: 'success' })).toEqual([202, ['parked']]);
    await api.post(`/projects/${id}/artifact_revisions`, { digest: DIGEST, repository: 'registry.test/app', sha: pipeline.sha });
    await eventually(async () => (await status(waiting)) === 'success');
  });

  it('that is malformed is refused', async () => {
    expect(await tell(await makeWaiting(api), { state: 'success' })).toEqual([400, []]);
  });
});

it('a batch that was stored in part does not say that nothing was changed', async () => {
  const { id, pipeline } = await makeWaiting(api);
  const second = await makePipeline(api, id);
  const receiver = await makeReceiver(api, { name: 'batch', provider: 'cloudevents' }, id);
  const batch = [pipeline, second].map((one) => wrapped({ name: 'wait', pipeline_id: one.id, state: 'success' }));
  const body = JSON.stringify(batch);
  const undo = await plantDeadlock(api, 'UPDATE ON external_jobs', second.id);
  const { status: code, headers } = await deliver(receiver.address, body, { 'content-type': 'application/cloudevents-batch+json', ...signed(receiver.secret, body) });
  await undo();
  expect([code, headers['x-error-code']]).toEqual([503, 'outcome_unknown']);
});
