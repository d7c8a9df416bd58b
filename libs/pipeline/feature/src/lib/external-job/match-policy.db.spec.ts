/**
 * Every policy with every kind of key, when two pipelines wait for the same: who is met, and that a dry run answers what
 * the call then answers and leaves every table as it was.
 */
import type { CallbackMatchPolicy } from '@holdpoint/pipeline-domain';
import type { CallbackResponse, PipelineResponse } from '@holdpoint/pipeline-contract';
import { TestApi, type Answer } from '../test-api.fixture';
import { changeByHand, jobsOf, makePipeline, makeProject } from '../test-project.fixture';

const CONFIG = `
wait:
  external: true
after:
  stage: deploy
  script: echo
`;

interface Scene {
  readonly id: number;
  /** Older first. */
  readonly pipelines: readonly [PipelineResponse, PipelineResponse];
  readonly jobIds: readonly [number, number];
}

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

async function makeScene(policy: CallbackMatchPolicy): Promise<Scene> {
  const id = await makeProject(api, CONFIG);
  await api.put(`/projects/${id}`, { callback_match_policy: policy });
  const pipelines = [await makePipeline(api, id), await makePipeline(api, id)] as const;
  await changeByHand(
    api,
    `UPDATE external_jobs SET match_key = 'deploy', options = options || '{"external": {"matchKey": "deploy"}}'
     WHERE pipeline_id = ANY($1)`,
    [pipelines.map((pipeline) => pipeline.id)],
  );
  const [older, newer] = await Promise.all(pipelines.map(async (pipeline) => (await jobsOf(api, id, pipeline.id))['wait']?.id ?? 0));
  return { id, pipelines, jobIds: [older ?? 0, newer ?? 0] };
}

const commit = ({ pipelines: [{ ref, sha }] }: Scene): object => ({ ref, sha });

/** Each names both pipelines, or the older of them. */
const KEYS: readonly (readonly [name: string, meets: 'both' | 'older', keys: (scene: Scene) => object])[] = [
  ['job_id', 'older', ({ jobIds }) => ({ job_id: jobIds[0] })],
  ['pipeline_id + job_name', 'older', ({ pipelines }) => ({ pipeline_id: pipelines[0].id, job_name: 'wait' })],
  ['pipeline_id + match_key', 'older', ({ pipelines }) => ({ pipeline_id: pipelines[0].id, match_key: 'deploy', job_name: 'wait' })],
  ['ref + sha + job_name', 'both', (scene) => ({ ...commit(scene), job_name: 'wait' })],
  ['ref + sha + match_key', 'both', (scene) => ({ ...commit(scene), match_key: 'deploy' })],
  ['match_key', 'both', () => ({ match_key: 'deploy' })],
  ['match_key + job_name', 'both', () => ({ match_key: 'deploy', job_name: 'wait' })],
  ['every key', 'older', (scene) => ({ ...commit(scene), match_key: 'deploy', job_name: 'wait', pipeline_id: scene.pipelines[0].id })],
];

const POLICIES = ['all', 'newest', 'reject'] as const;
const CASES = POLICIES.flatMap((policy) => KEYS.map(([name, meets, keys]) => ({ policy, name, meets, keys })));

const report = (id: number, input: object, headers: Record<string, string> = {}): Promise<Answer<CallbackResponse>> =>
  api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_status: 'success', ...input }, headers);

/** Every row of every table. */
async function contents(): Promise<unknown> {
  const { rows } = await api.pool.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
  );
  const tables = rows.map(({ name }) => api.pool.query(`SELECT '${name}' AS name, json_agg(t ORDER BY t::text) AS rows FROM "${name}" t`));
  return (await Promise.all(tables)).map((result) => result.rows);
}

/** What a call answers, twice over: dry, then in earnest. */
async function reportTwice(id: number, input: object, headers: Record<string, string> = {}): Promise<Answer<CallbackResponse>> {
  const before = await contents();
  const dry = await report(id, { ...input, dry_run: true }, headers);
  expect(await contents()).toEqual(before);
  const real = await report(id, input, headers);
  expect([dry.status, dry.body]).toEqual([real.status, { ...real.body, callback_id: null }]);
  expect(real.body.callback_id).not.toBeNull();
  return real;
}

it.each(CASES)('policy $policy, by $name', async ({ policy, meets, keys }) => {
  const scene = await makeScene(policy);
  const { status, body } = await reportTwice(scene.id, keys(scene));
  const [older, newer] = scene.jobIds;
  const accepted = body.matches.filter(({ verdict }) => verdict === 'accepted').map(({ job_id: id }) => id);
  const expected = meets === 'older' ? [older] : { all: [older, newer], newest: [newer], reject: [] }[policy];
  expect(accepted).toEqual(expected);
  expect([status, body.verdict]).toEqual(expected.length > 0 ? [200, 'accepted'] : [409, 'conflict']);
  const statuses = await Promise.all(
    scene.pipelines.map(async (pipeline) => (await jobsOf(api, scene.id, pipeline.id))['wait']?.status),
  );
  expect(statuses).toEqual(scene.jobIds.map((jobId) => (expected.includes(jobId) ? 'success' : 'running_externally')));
});

it.each([
  ['parked', 202, { ref: 'main', sha: 'f'.repeat(40), job_name: 'wait' }],
  ['parked', 202, { match_key: 'nobody yet' }],
  ['unmatched', 404, { pipeline_id: 999_999, job_name: 'wait' }],
  ['unmatched', 404, { job_id: 999_999 }],
  ['ignored', 200, { match_key: 'nobody yet', job_status: 'running' }],
] as const)('a dry run of a call that is %s answers the same (%d): %j', async (verdict, status, keys) => {
  const { id } = await makeScene('all');
  const answer = await reportTwice(id, keys);
  expect(answer.body.verdict).toBe(verdict);
  expect(answer.status).toBe(status);
});

it('a dry run of progress and of a conflict answers the same', async () => {
  const scene = await makeScene('all');
  const keys = { pipeline_id: scene.pipelines[0].id, job_name: 'wait' };
  const progress = await reportTwice(scene.id, { ...keys, job_status: 'running', percent: 50, description: 'half way' });
  expect(progress.body.verdict).toBe('progress');
  await report(scene.id, keys);
  expect((await reportTwice(scene.id, { ...keys, job_status: 'failed' })).body.verdict).toBe('conflict');
  expect((await reportTwice(scene.id, keys)).body.verdict).toBe('duplicate');
});

it.each(['success', 'failed'])('a dry run of one report of %s for jobs that come one after another answers the same', async (outcome) => {
  const id = await makeProject(api, 'stages: [a, b]\nfirst: { stage: a, external: { match: { key: k } } }\nnext: { stage: b, external: { match: { key: k } } }');
  await makePipeline(api, id);
  const { body } = await reportTwice(id, { match_key: 'k', job_status: outcome });
  expect(body.matches.map(({ verdict }) => verdict)).toEqual(outcome === 'success' ? ['accepted', 'accepted'] : ['accepted', 'unmatched']);
});

it('a dry run under an Idempotency-Key answers the same, before and after its call, and to another request', async () => {
  const { id, pipelines: [{ id: pipelineId }] } = await makeScene('all');
  const keys = { pipeline_id: pipelineId, job_name: 'wait' };
  const headers = { 'idempotency-key': 'one' };
  const first = await reportTwice(id, keys, headers);
  expect((await report(id, keys, headers)).body).toEqual(first.body);
  expect((await report(id, { ...keys, dry_run: true }, headers)).body).toEqual({ ...first.body, callback_id: null });
  const [dry, real] = [await report(id, { ...keys, job_status: 'failed', dry_run: true }, headers), await report(id, { ...keys, job_status: 'failed' }, headers)];
  expect([dry.status, dry.body]).toEqual([422, real.body]);
});
