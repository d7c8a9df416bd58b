/** A delayed job whose timer is taken away, over HTTP and PostgreSQL: it waits for a person instead. */
import { SimulationModule } from '../simulation/simulation.module';
import { TEST_REGISTRY, TestApi } from '../test-api.fixture';
import { jobsOf, makePipeline, makeProject } from '../test-project.fixture';

const DELAYED = '{ script: echo, when: delayed, start_in: 1 hour }';

let api: TestApi;
beforeAll(async () => {
  const simulation = SimulationModule.forRoot({ routes: true, runner: false, works: false, registry: TEST_REGISTRY });
  api = await TestApi.start([simulation]);
});
afterAll(() => api.stop());

/** A pipeline of delayed jobs, and what can be done and seen of it. */
async function delayed(...names: readonly string[]) {
  const id = await makeProject(api, names.map((name) => `${name}: ${DELAYED}`).join('\n'));
  const { id: pipelineId } = await makePipeline(api, id);
  const path = `/projects/${id}/pipelines/${pipelineId}`;
  const status = async () => (await api.get<{ status: string }>(path)).body.status;
  const job = async (name: string) => (await jobsOf(api, id, pipelineId))[name];
  const fire = (event: string, name: string) => api.post(`${path}/fire_event`, { event, jobs: [name] });
  const play = async (name: string) => api.post(`/projects/${id}/jobs/${(await job(name))?.id}/play`);
  const wakeUps = async (): Promise<readonly unknown[]> =>
    (await api.pool.query('SELECT FROM pipeline_wake_ups WHERE pipeline_id = $1', [pipelineId])).rows;
  const scheduledAt = async (name: string): Promise<unknown> => {
    const sql = 'SELECT scheduled_at AS at FROM builds WHERE pipeline_id = $1 AND name = $2';
    return (await api.pool.query<{ at: unknown }>(sql, [pipelineId, name])).rows[0]?.at;
  };
  return { status, job, fire, play, wakeUps, scheduledAt };
}

it('is manual, has no timer, and can be played', async () => {
  const pipeline = await delayed('later');
  expect([await pipeline.status(), (await pipeline.wakeUps()).length]).toEqual(['scheduled', 1]);
  expect(await pipeline.scheduledAt('later')).not.toBeNull();
  expect((await pipeline.fire('unschedule', 'later')).status).toBe(201);
  expect([await pipeline.status(), (await pipeline.job('later'))?.status]).toEqual(['manual', 'manual']);
  expect([await pipeline.scheduledAt('later'), await pipeline.wakeUps()]).toEqual([null, []]);
  expect((await pipeline.fire('unschedule', 'later')).status).toBe(400);
  expect((await pipeline.play('later')).status).toBe(200);
  expect([await pipeline.status(), (await pipeline.job('later'))?.status]).toEqual(['pending', 'pending']);
});

it('leaves the timer of another, and a pipeline that runs once one of them is started', async () => {
  const pipeline = await delayed('later', 'latest');
  await pipeline.fire('unschedule', 'later');
  expect((await pipeline.wakeUps()).length).toBe(1);
  await pipeline.fire('enqueue', 'later');
  const jobs = [(await pipeline.job('later'))?.status, (await pipeline.job('latest'))?.status];
  expect([await pipeline.status(), ...jobs]).toEqual(['running', 'pending', 'scheduled']);
});
