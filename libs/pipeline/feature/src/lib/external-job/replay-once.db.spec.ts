/** Proves that a replay takes `dry_run` and `Idempotency-Key` as the call does, whatever kind of report is replayed. */
import { ReportEvent } from '@holdpoint/pipeline-application';
import type { CallbackResponse, ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import { NO_PROGRESS, NO_REVISION } from '@holdpoint/pipeline-domain';
import { TestApi, type Answer } from '../test-api.fixture';
import { jobsOf, makeProject, makePipeline, type Waiting } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

type Scene = Pick<Waiting, 'id' | 'pipeline'>;

const MATCHES = { callback: '{ key: deploy }', commit_status: '{ commit_status: deploy }', event: '{ kind: Kustomization, namespace: flux-system, name: podinfo }' };

/** Sends what ends the job, by each way in which a report comes. */
const SENDERS: Readonly<Record<keyof typeof MATCHES, (scene: Scene) => Promise<unknown>>> = {
  callback: ({ id, pipeline }) => api.post(`/projects/${id}/pipeline_callback`, { job_name: 'wait', pipeline_id: pipeline.id, job_status: 'success' }),
  commit_status: ({ id, pipeline }) => api.post(`/projects/${id}/statuses/${pipeline.sha}`, { name: 'deploy', state: 'success' }),
  event: ({ id, pipeline }) =>
    api.app.get(ReportEvent).execute({
      projectId: id,
      receiver: { name: 'prod', provider: 'flux' },
      event: {
        subject: { type: 'object', object: { kind: 'Kustomization', namespace: 'flux-system', name: 'podinfo' } },
        outcome: 'success',
        progress: NO_PROGRESS,
        revision: { ...NO_REVISION, sha: pipeline.sha },
        occurredAt: null,
      },
      request: {},
      replayOf: null,
      dryRun: false,
    }),
};
const KINDS = Object.keys(MATCHES) as (keyof typeof MATCHES)[];

/** A report whose job was retried since, so that a replay ends the new attempt. */
async function makeStored(kind: keyof typeof MATCHES): Promise<Scene & { readonly callbackId: string }> {
  const provider = kind === 'callback' ? '' : 'provider: flux, ';
  const id = await makeProject(api, `wait: { external: { ${provider}match: ${MATCHES[kind]} } }`);
  const scene = { id, pipeline: await makePipeline(api, id) };
  await SENDERS[kind](scene);
  const wait = (await jobsOf(api, id, scene.pipeline.id))['wait'];
  expect(wait?.status).toBe('success');
  await api.post(`/projects/${id}/jobs/${wait?.id}/retry`);
  const [stored] = await ledgerOf(id);
  return { ...scene, callbackId: stored?.callback_id ?? '' };
}

const ledgerOf = async (id: number): Promise<ProjectCallbackResponse[]> => (await api.get<ProjectCallbackResponse[]>(`/projects/${id}/callbacks`)).body;
const statusOf = async ({ id, pipeline }: Scene): Promise<string | undefined> => (await jobsOf(api, id, pipeline.id))['wait']?.status;

interface Sent {
  readonly query?: string;
  readonly body?: object;
  readonly key?: string;
}

const replay = (id: number, callbackId: string, { query = '', body = {}, key }: Sent = {}): Promise<Answer<CallbackResponse>> =>
  api.post(`/projects/${id}/callbacks/${callbackId}/replay${query}`, body, key === undefined ? {} : { 'idempotency-key': key });

describe.each(KINDS)('a replay of a %s', (kind) => {
  it('answers the same in a dry run, by query or body, and changes and keeps nothing', async () => {
    const scene = await makeStored(kind);
    const before = await ledgerOf(scene.id);
    const dry = [await replay(scene.id, scene.callbackId, { query: '?dry_run=1' }), await replay(scene.id, scene.callbackId, { body: { dry_run: true }, key: 'dry' })];
    expect([await statusOf(scene), await ledgerOf(scene.id)]).toEqual(['running_externally', before]);
    const real = await replay(scene.id, scene.callbackId);
    expect([real.status, real.body.verdict, await statusOf(scene)]).toEqual([200, 'accepted', 'success']);
    for (const { status, body } of dry) expect([status, body]).toEqual([200, { ...real.body, callback_id: null }]);
  });

  it('is the same call when it is repeated under its Idempotency-Key', async () => {
    const scene = await makeStored(kind);
    const answers = [await replay(scene.id, scene.callbackId, { key: 'k' }), await replay(scene.id, scene.callbackId, { key: 'k' })];
    expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [200, expect.objectContaining({ verdict: 'accepted', callback_id: answers[0]?.body.callback_id })]));
    expect((await ledgerOf(scene.id)).map(({ replay_of, calls }) => [replay_of, calls])).toEqual([[scene.callbackId, 2], [null, 1]]);
  });
});

it('a key stands for the replay of one callback, and for no report', async () => {
  const { id, pipeline, callbackId } = await makeStored('callback');
  const first = await replay(id, callbackId, { key: 'k' });
  const other = await replay(id, first.body.callback_id ?? '', { key: 'k' });
  const report = await api.post(`/projects/${id}/pipeline_callback`, { job_name: 'wait', pipeline_id: pipeline.id, job_status: 'success' }, { 'idempotency-key': 'k' });
  expect([other, report].map(({ status, headers }) => [status, headers.get('x-error-code')])).toEqual([[422, 'idempotency_key_reused'], [422, 'idempotency_key_reused']]);
});

it.each([
  [{ key: '' }, 'Idempotency-Key is invalid: 1 to 255 printable ASCII characters'],
  [{ key: 'k'.repeat(256) }, 'Idempotency-Key is invalid: 1 to 255 printable ASCII characters'],
  [{ body: { dry_run: 'perhaps' } }, 'dry_run is invalid'],
])('refuses %j and changes nothing', async (sent, error) => {
  const scene = await makeStored('callback');
  const { status, body } = await replay(scene.id, scene.callbackId, sent);
  expect([status, body, await statusOf(scene)]).toEqual([400, { error }, 'running_externally']);
});

it('a replay of what cannot be read leaves its key free', async () => {
  const id = await makeProject(api, 'wait: { external: { match: { key: "deploy?token=abc123" } } }');
  const { body } = await api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_status: 'success', match_key: 'deploy?token=abc123' });
  for (const _attempt of [1, 2]) expect((await replay(id, body.callback_id ?? '', { key: 'k' })).status).toBe(400);
});
