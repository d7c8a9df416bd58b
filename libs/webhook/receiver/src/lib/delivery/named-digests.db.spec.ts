/** Proves that the digest of an event that names its job is a key like the others: one of its commits must be the job's. */
import type { ExternalJobResponse, JobResponse, NewReceiverResponse } from '@holdpoint/pipeline-contract';
import { DigestTasksModule, TasksModule } from '@holdpoint/pipeline-feature';
import { changeByHand, commitConfig, makePipeline, makeWaiting, TestApi, type Waiting } from '@holdpoint/pipeline-feature/testing';
import { eventually } from '@holdpoint/pipeline-testing';
import { ReceiverModule } from '../receiver.module';
import { deliver, makeReceiver, signed } from '../receiver-api.fixture';

const CONFIG = 'wait: { external: { match: { key: deploy }, heartbeat: 90 seconds } }\n';
const DIGEST = `sha256:${'c'.repeat(64)}`;
const OTHER = 'f'.repeat(40);

let api: TestApi;
beforeAll(async () => (api = await TestApi.start([ReceiverModule, TasksModule, DigestTasksModule])));
afterAll(() => api.stop());

interface Told extends Waiting {
  readonly receiver: NewReceiverResponse;
}
const make = async (): Promise<Told> => {
  const waiting = await makeWaiting(api, CONFIG);
  return { ...waiting, receiver: await makeReceiver(api, { provider: 'json' }, waiting.id) };
};
const tell = async ({ receiver }: Told, report: object): Promise<readonly string[]> => {
  const body = JSON.stringify({ state: 'success', digest: DIGEST, ...report });
  const { text } = await deliver(receiver.address, body, signed(receiver.secret, body));
  const { callbacks } = JSON.parse(text) as { callbacks: readonly { verdict: string }[] };
  return callbacks.map(({ verdict }) => verdict);
};
const register = async ({ id }: Waiting, ...shas: readonly string[]): Promise<void> => {
  for (const sha of shas) await api.post(`/projects/${id}/artifact_revisions`, { digest: DIGEST, repository: 'registry.test/app', sha });
};
const status = async ({ id, wait }: Waiting): Promise<string> => (await api.get<JobResponse>(`/projects/${id}/jobs/${wait.id}`)).body.status;
/** A pipeline of a commit of its own; answers that commit. */
const nextCommit = async ({ id }: Waiting): Promise<string> => {
  await commitConfig(api, id, `${CONFIG}# next`, 'update');
  return (await makePipeline(api, id)).sha;
};

const FORMS: readonly (readonly [string, (waiting: Waiting) => object, string])[] = [
  ['job_id', ({ wait }) => ({ job_id: wait.id }), 'unmatched'],
  ['job_id and pipeline_id', ({ wait, pipeline }) => ({ job_id: wait.id, pipeline_id: pipeline.id }), 'unmatched'],
  ['pipeline_id and job_name', ({ pipeline }) => ({ pipeline_id: pipeline.id, job_name: 'wait' }), 'unmatched'],
  ['pipeline_id and match_key', ({ pipeline }) => ({ pipeline_id: pipeline.id, match_key: 'deploy' }), 'unmatched'],
  ['pipeline_id, ref and job_name', ({ pipeline }) => ({ pipeline_id: pipeline.id, ref: 'main', job_name: 'wait' }), 'unmatched'],
  ['match_key', () => ({ match_key: 'deploy' }), 'parked'],
  ['match_key and job_name', () => ({ match_key: 'deploy', job_name: 'wait' }), 'parked'],
  ['ref and job_name', () => ({ ref: 'main', job_name: 'wait' }), 'parked'],
  ['ref and match_key', () => ({ ref: 'main', match_key: 'deploy' }), 'parked'],
];

describe.each(FORMS)('beside %s', (_form, keys, verdict) => {
  it(`a digest of another commit is ${verdict}, and of several commits one is enough`, async () => {
    const waiting = await make();
    await register(waiting, OTHER);
    expect(await tell(waiting, keys(waiting))).toEqual([verdict]);
    expect(await status(waiting)).toBe('running_externally');
    await register(waiting, waiting.pipeline.sha, 'e'.repeat(40));
    expect(await tell(waiting, keys(waiting))).toEqual(['accepted']);
  });

  it('a digest that nobody knows is held against the job once somebody does', async () => {
    const waiting = await make();
    expect(await tell(waiting, keys(waiting))).toEqual(['parked']);
    await register(waiting, OTHER);
    const isDecided = async (): Promise<boolean> =>
      (await api.pool.query("SELECT FROM parked_keys WHERE key LIKE '[\"digest\"%' AND parked_id IN (SELECT id FROM parked_callbacks)")).rows.length === 0;
    await eventually(isDecided);
    expect(await status(waiting)).toBe('running_externally');
  });
});

it.each([
  ['running', 'job_id', 'progress', ({ wait }) => ({ job_id: wait.id })],
  ['running', 'pipeline_id, ref and job_name', 'progress', ({ pipeline }) => ({ pipeline_id: pipeline.id, ref: 'main', job_name: 'wait' })],
  ['running', 'match_key', 'progress', () => ({ match_key: 'deploy' })],
  ['running', 'another match_key', 'ignored', () => ({ match_key: 'other' })],
  ['running', 'ref and job_name', 'ignored', () => ({ ref: 'main', job_name: 'wait' })],
  ['canceled', 'job_id', 'progress', ({ wait }) => ({ job_id: wait.id })],
  ['canceled', 'another match_key', 'ignored', () => ({ match_key: 'other' })],
  ['canceled', 'ref and job_name', 'ignored', () => ({ ref: 'main', job_name: 'wait' })],
] as const satisfies readonly (readonly [string, string, string, (waiting: Waiting) => object])[])(
  '%s of a digest that nobody knows, beside %s, is judged at once: %s',
  async (state, _form, verdict, keys) => {
    const waiting = await make();
    await changeByHand(api, "UPDATE external_jobs SET heartbeat_at = holdpoint_now() - interval '80 seconds' WHERE id = $1", [waiting.wait.id]);
    const heartbeat = async (): Promise<string> => (await api.get<ExternalJobResponse>(`/projects/${waiting.id}/jobs/${waiting.wait.id}`)).body.progress.heartbeat_at ?? '';
    const before = await heartbeat();
    expect(await tell(waiting, { state, ...keys(waiting) })).toEqual([verdict]);
    expect([await status(waiting), (await heartbeat()) > before]).toEqual(['running_externally', verdict === 'progress']);
  },
);

it('a digest of several commits is kept for a job of any of them', async () => {
  const waiting = await make();
  await commitConfig(api, waiting.id, 'wait: { external: { match: { key: later } } }\n', 'update');
  const { body: head } = await api.get<{ id: string }>(`/projects/${waiting.id}/repository/commits/main`);
  await register(waiting, head.id, OTHER);
  expect(await tell(waiting, { ref: 'main', match_key: 'later' })).toEqual(['parked']);
  const { id } = await makePipeline(api, waiting.id);
  const { body: jobs } = await api.get<readonly JobResponse[]>(`/projects/${waiting.id}/pipelines/${id}/jobs`);
  expect(jobs.map((job) => job.status)).toEqual(['success']);
});

it('a digest of several commits ends a job of each, by the match key that they share', async () => {
  const waiting = await make();
  await register(waiting, waiting.pipeline.sha, await nextCommit(waiting));
  expect(await tell(waiting, { match_key: 'deploy' })).toEqual(['accepted']);
  const { rows } = await api.pool.query(
    'SELECT job.status FROM external_jobs job JOIN pipelines ON pipelines.id = job.pipeline_id WHERE pipelines.project_id = $1',
    [waiting.id],
  );
  expect(rows).toEqual([{ status: 'success' }, { status: 'success' }]);
});
