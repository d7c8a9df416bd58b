/** Proves the simulation's own calls over HTTP: the clock that is stepped, and events that are fired. */
import type { ClockResponse, FiredEventResponse } from '@holdpoint/pipeline-contract';
import { TEST_REGISTRY, TestApi } from '../test-api.fixture';
import { makeWaiting } from '../test-project.fixture';
import { SimulationModule } from './simulation.module';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start([SimulationModule.forRoot({ routes: true, runner: false, works: false, registry: TEST_REGISTRY })]);
});
afterAll(() => api.stop());

it('steps that are asked for at once pass the time of all of them', async () => {
  const step = (ms: number): Promise<{ readonly body: ClockResponse }> => api.post<ClockResponse>('/simulation/clock/step', { ms });
  const { body: before } = await step(0);
  await makeWaiting(api);
  await Promise.all([step(1_000), step(2_000), step(4_000)]);
  const { body: after } = await api.get<ClockResponse>('/simulation/clock');
  expect(Date.parse(after.now) - Date.parse(before.now)).toBe(7_000);
});

it('an event is for the jobs that are named, and not for an empty list of them', async () => {
  const { id, pipeline, wait } = await makeWaiting(api);
  const path = `/projects/${id}/pipelines/${pipeline.id}/fire_event`;
  for (const form of ['event=success&jobs=', 'event=no-such-event&jobs=']) {
    const refused = await api.form(path, form);
    expect([refused.status, refused.body]).toEqual([400, { error: 'jobs is empty' }]);
  }
  const fired = await api.form<FiredEventResponse>(path, 'event=success&jobs[]=wait');
  expect([fired.status, fired.body.job_ids]).toEqual([201, [wait.id]]);
});
