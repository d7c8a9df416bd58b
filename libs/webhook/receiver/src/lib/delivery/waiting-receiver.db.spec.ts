/** What a job that hears one receiver is told of events that came by another. */
import type { WaitingResponse } from '@holdpoint/pipeline-contract';
import { jobsOf, makePipeline, makeProject, type TestApi } from '@holdpoint/pipeline-feature/testing';
import { deliver, fluxEvent, makeReceiver, signed, startReceiverApi } from '../receiver-api.fixture';

const CONFIG = `
push: { stage: build, script: echo }
early: { stage: build, external: { match: { kind: Kustomization, namespace: flux-system, name: apps, receiver: prod } } }
late: { stage: deploy, external: { match: { kind: Kustomization, namespace: flux-system, name: apps, receiver: prod } } }
`;

let api: TestApi;
beforeAll(async () => (api = await startReceiverApi()));
afterAll(() => api.stop());

it('is kept for it, and would have ended it, only if it came by its own', async () => {
  const id = await makeProject(api, CONFIG);
  const pipeline = await makePipeline(api, id);
  const { early, late } = await jobsOf(api, id, pipeline.id);
  const explain = async (job: number | undefined): Promise<WaitingResponse> => (await api.get<WaitingResponse>(`/projects/${id}/jobs/${job}/waiting`)).body;
  const tell = async (name: string): Promise<void> => {
    const { address, secret } = await makeReceiver(api, { name }, id);
    const event = fluxEvent({ metadata: { revision: `main@sha1:${pipeline.sha}` } });
    expect((await deliver(address, event, signed(secret, event))).status).toBe(202);
  };
  await tell('staging');
  expect((await explain(late?.id)).parked).toEqual([]);
  expect((await explain(early?.id)).near_misses.map(({ difference }) => difference)).toEqual(['same sha and object, other receiver: "staging" instead of "prod"']);
  await tell('prod');
  expect((await explain(late?.id)).parked).toHaveLength(1);
  expect((await explain(early?.id)).status).toBe('success');
});
