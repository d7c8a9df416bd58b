/** What a job that waits is told of events that were nearly it: by which keys they named it, and what was wrong with them. */
import type { LedgerEntryResponse, NewReceiverResponse, WaitingResponse } from '@holdpoint/pipeline-contract';
import { commitConfig, jobsOf, makePipeline, makeWaiting, type TestApi, type Waiting } from '@holdpoint/pipeline-feature/testing';
import { LedgerUpkeep } from '@holdpoint/pipeline-persistence';
import { deliver, fluxEvent, makeReceiver, signed, startReceiverApi } from '../receiver-api.fixture';

const CONFIG = 'wait: { external: { match: { kind: Kustomization, namespace: flux-system, name: podinfo } } }\n';
const OBJECT = { kind: 'Kustomization', namespace: 'flux-system', name: 'podinfo' };
const DIGEST = `sha256:${'c'.repeat(64)}`;
const OTHER = 'f'.repeat(40);

let api: TestApi;
beforeAll(async () => (api = await startReceiverApi()));
afterAll(() => api.stop());

interface Told extends Waiting {
  readonly receiver: NewReceiverResponse;
}
const make = async (config = CONFIG): Promise<Told> => {
  const waiting = await makeWaiting(api, config);
  return { ...waiting, receiver: await makeReceiver(api, { provider: 'json' }, waiting.id) };
};
const tell = async ({ receiver }: Told, report: object): Promise<void> => {
  const body = JSON.stringify({ state: 'success', ...report });
  expect((await deliver(receiver.address, body, signed(receiver.secret, body))).status).toBe(202);
};
const register = (id: number, sha: string): Promise<unknown> =>
  api.post(`/projects/${id}/artifact_revisions`, { digest: DIGEST, repository: 'registry.test/app', sha });
const differences = async ({ id, wait }: Pick<Waiting, 'id' | 'wait'>): Promise<readonly string[]> =>
  (await api.get<WaitingResponse>(`/projects/${id}/jobs/${wait.id}/waiting`)).body.near_misses.map(({ difference }) => difference);

it('names the keys by which an event named another job', async () => {
  const waiting = await make();
  await tell(waiting, { pipeline_id: waiting.pipeline.id, job_name: 'Wait' });
  await tell(waiting, { ref: 'main', sha: OTHER, job_name: 'wait', match_key: 'x?token=hunter2' });
  expect(await differences(waiting)).toEqual([
    expect.stringMatching(/^same ref and job name, other sha: ffffffff… instead of .*, match key "x\?token=[^h]*", where the job has none$/),
    'same pipeline, job name differs only by case: "Wait" instead of "wait"',
  ]);
});

it('says of an event that named the job that its digest stands for another commit, or for none', async () => {
  const waiting = await make();
  const named = { pipeline_id: waiting.pipeline.id, job_name: 'wait', digest: DIGEST };
  await tell(waiting, named);
  expect(await differences(waiting)).toEqual(['same pipeline and job name, a digest that nobody knows']);
  await register(waiting.id, OTHER);
  await tell(waiting, named);
  expect((await differences(waiting)).at(0)).toBe('same pipeline and job name, its digest stands for another commit');
});

it.each([
  ['is older', (older: string) => [older], {}, 'same object, older revision'],
  ['is another', () => [OTHER], {}, 'same object, other revision'],
  ['nobody knows', () => [], {}, 'same object, a digest that nobody knows'],
  ['is in conflict', () => [OTHER], { sha: true }, 'same sha and object, its revision is in conflict'],
] as const)('says of an event about its object that its revision %s', async (_name, shas, also, difference) => {
  const waiting = await make();
  await commitConfig(api, waiting.id, `${CONFIG}# next`, 'update');
  const newer = await makePipeline(api, waiting.id);
  const { wait = waiting.wait } = await jobsOf(api, waiting.id, newer.id);
  for (const sha of shas(waiting.pipeline.sha)) await register(waiting.id, sha);
  await tell(waiting, { object: OBJECT, digest: DIGEST, ...('sha' in also && { sha: newer.sha }) });
  expect(await differences({ id: waiting.id, wait })).toEqual([difference]);
});

it('shows on all jobs that waited that the time of an event was over whose digest nobody knew', async () => {
  const waiting = await make();
  const { wait: second = waiting.wait } = await jobsOf(api, waiting.id, (await makePipeline(api, waiting.id)).id);
  await tell(waiting, { object: OBJECT, digest: DIGEST });
  await api.pool.query(
    `UPDATE parked_callbacks SET expires_at = expires_at - interval '1 day'
     WHERE callback_id IN (SELECT id FROM callbacks WHERE project_id = $1)`,
    [waiting.id],
  );
  await api.app.get(LedgerUpkeep).expireParked();
  for (const wait of [waiting.wait, second]) {
    const { body: shown } = await api.get<LedgerEntryResponse[]>(`/projects/${waiting.id}/jobs/${wait.id}/callbacks`);
    expect(shown.map(({ verdict }) => verdict)).toEqual(['parked', 'expired']);
    expect(await differences({ id: waiting.id, wait })).toEqual(['same object, a digest that nobody knows']);
  }
});

it('shows no secret of a revision that names nothing, of what was stored before it was masked there either', async () => {
  const { id, wait } = await make();
  const { address, secret } = await makeReceiver(api, { name: 'flux' }, id);
  const body = fluxEvent({ involvedObject: OBJECT, metadata: { revision: '1.2?token=hunter2' } });
  expect((await deliver(address, body, signed(secret, body))).status).toBe(202);
  const masked = expect.stringMatching(/^same object, other sha: "1\.2\?token=\[masked\]"/);
  expect(await differences({ id, wait })).toEqual([masked]);
  await api.pool.query(
    `UPDATE callbacks SET event = jsonb_set(event, '{revision,unusable}', '"1.2?token=hunter2"') WHERE project_id = $1`,
    [id],
  );
  expect(await differences({ id, wait })).toEqual([masked]);
});
