/** What an event comes to when the store fails in the midst of it: nothing is forgotten, and nobody is told that nothing was changed. */
import { ReportEvent, type CallbackRefusal, type InboundEvent, type ReportedCallback } from '@holdpoint/pipeline-application';
import type { ArtifactRevisionResponse, ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import { NO_PROGRESS, NO_REVISION, type EventOutcome, type RevisionClaims } from '@holdpoint/pipeline-domain';
import type { Result } from '@holdpoint/kernel';
import { TestApi } from '../test-api.fixture';
import { commitConfig, jobsOf, makePipeline, makeWaiting } from '../test-project.fixture';
import { plantDeadlock } from './planted-failures.fixture';

const CONFIG = `
wait:
  external:
    provider: flux
    match: { kind: Kustomization, namespace: flux-system, name: podinfo }
`;
const DIGEST = `sha256:${'d'.repeat(64)}`;

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

let occurred = 0;
const eventOf = (projectId: number, outcome: EventOutcome, revision: Partial<RevisionClaims>): InboundEvent => ({
  projectId,
  receiver: { name: 'prod', provider: 'flux' },
  event: {
    subject: { type: 'object', object: { kind: 'Kustomization', namespace: 'flux-system', name: 'podinfo' } },
    outcome,
    progress: NO_PROGRESS,
    revision: { ...NO_REVISION, ...revision },
    occurredAt: (occurred += 1_000),
  },
  request: {},
  replayOf: null,
  dryRun: false,
});
const tell = (projectId: number, outcome: EventOutcome, revision: Partial<RevisionClaims>): Promise<Result<ReportedCallback, CallbackRefusal>> =>
  api.app.get(ReportEvent).execute(eventOf(projectId, outcome, revision));
const callbackIdOf = (reported: Result<ReportedCallback, CallbackRefusal>): string => (reported.ok ? (reported.value.callbackId ?? '') : reported.error);
const verdictsOf = async (id: number, callbackId: string): Promise<readonly string[]> =>
  (await api.get<ProjectCallbackResponse>(`/projects/${id}/callbacks/${callbackId}`)).body.matches.map(({ verdict }) => verdict);

it('one that ended its job before it was unparked is unparked when it is decided again, and never expires', async () => {
  const { id, pipeline } = await makeWaiting(api, CONFIG);
  const callbackId = callbackIdOf(await tell(id, 'success', { digest: DIGEST }));
  const parked = async (): Promise<readonly { id: number }[]> =>
    (await api.pool.query<{ id: number }>('SELECT id FROM parked_callbacks WHERE callback_id = $1', [callbackId])).rows;
  const [before] = await parked();
  const registered = await api.post<ArtifactRevisionResponse>(`/projects/${id}/artifact_revisions`, { digest: DIGEST, repository: 'r', sha: pipeline.sha, ref: 'main' });
  expect(registered.status).toBe(201);
  const decideAgain = (): Promise<unknown> => api.app.get(ReportEvent).decideAgain(before?.id ?? 0, callbackId);
  const undo = await plantDeadlock(api, 'DELETE ON parked_callbacks');
  await expect(decideAgain()).rejects.toThrow('conflict');
  await undo();
  expect((await jobsOf(api, id, pipeline.id))['wait']?.status).toBe('success');
  await decideAgain();
  expect(await parked()).toEqual([]);
  expect(await verdictsOf(id, callbackId)).toEqual(['parked', 'accepted']);
});

it('one that was stored for one job and refused for another does not say that nothing was changed', async () => {
  const { id } = await makeWaiting(api, CONFIG);
  await commitConfig(api, id, `${CONFIG}#`, 'update');
  const { id: newer, sha } = await makePipeline(api, id);
  const undo = await plantDeadlock(api, 'UPDATE ON external_jobs');
  expect(await tell(id, 'success', { sha })).toEqual({ ok: false, error: 'partly_taken' });
  await undo();
  const again = await tell(id, 'success', { sha });
  expect(again.ok && again.value.matches.map(({ reason }) => reason)).toEqual(['newer_revision', 'ended_by_revision']);
  expect((await jobsOf(api, id, newer))['wait']?.status).toBe('success');
});

it('one that was refused before anything was stored says so', async () => {
  const { id, pipeline } = await makeWaiting(api, CONFIG);
  const undo = await plantDeadlock(api, 'UPDATE ON external_jobs');
  expect(await tell(id, 'success', { sha: pipeline.sha })).toEqual({ ok: false, error: 'busy' });
  await undo();
});
