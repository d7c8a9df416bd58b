/** Proves that steps, each of which may be taken, cannot lead to instants that no answer can write. */
import { SimulationClock } from '@holdpoint/pipeline-persistence';
import { TEST_REGISTRY, TestApi } from '../test-api.fixture';
import { SimulationModule } from './simulation.module';

const YEAR_MS = 366 * 24 * 3_600_000;

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start([SimulationModule.forRoot({ routes: true, runner: false, works: false, registry: TEST_REGISTRY })]);
});
afterAll(() => api.stop());

it('refuses a step beyond its end, stays where it is, and takes the step to its end', async () => {
  const stands = '9997-12-31T00:00:00.000Z';
  await new SimulationClock(api.pool).set(Date.parse(stands));
  expect(await api.post('/simulation/clock/step', { ms: YEAR_MS })).toMatchObject({
    status: 400,
    body: { error: 'ms is too large: the clock of a simulation ends at 9998-01-01T00:00:00.000Z' },
  });
  expect(await api.get('/simulation/clock')).toMatchObject({ body: { now: stands, stands: true } });
  expect(await api.post('/simulation/clock/step', { ms: 24 * 3_600_000 })).toMatchObject({ status: 201, body: { now: '9998-01-01T00:00:00.000Z' } });
  expect(await api.post('/personal_access_tokens/1/rotate')).toMatchObject({ status: 200, body: { expires_at: '9998-01-08' } });
});
