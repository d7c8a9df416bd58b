/** That a pipeline of another project is one that is not there, even while somebody holds it. */
import type { CallbackResponse } from '@holdpoint/pipeline-contract';
import { jobsOf, makePipeline, makeProject, makeWaiting } from '../test-project.fixture';
import { TestApi, type Answer } from '../test-api.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const report = (projectId: number, pipelineId: number, more: object = {}): Promise<Answer<CallbackResponse>> =>
  api.post(`/projects/${projectId}/pipeline_callback`, { pipeline_id: pipelineId, job_name: 'wait', job_status: 'success', ...more });
const told = ({ status, body }: Answer<CallbackResponse>): unknown => [status, { ...body, callback_id: null }];

/** Does something while a transaction of its own holds a pipeline. */
async function whileHeld(pipelineId: number, work: () => Promise<void>): Promise<void> {
  const holder = await api.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM pipelines WHERE id = $1 FOR UPDATE', [pipelineId]);
    await work();
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
}

it('is answered as one that is not there while somebody holds it, by a dry run too', async () => {
  const [{ pipeline }, stranger] = [await makeWaiting(api), await makeProject(api)];
  await whileHeld(pipeline.id, async () => {
    const nowhere = await report(stranger, 999_999);
    expect(nowhere.status).toBe(404);
    expect(told(await report(stranger, pipeline.id))).toEqual(told(nowhere));
    expect((await report(stranger, pipeline.id, { dry_run: true })).status).toBe(404);
  });
}, 20_000);

it('is so while its own project waits for it, and is served to that one alone', async () => {
  const [{ id, pipeline }, stranger] = [await makeWaiting(api), await makeProject(api)];
  let own: Promise<Answer<CallbackResponse>> | undefined;
  await whileHeld(pipeline.id, async () => {
    own = report(id, pipeline.id);
    await untilLockAwaited();
    expect((await report(stranger, pipeline.id)).status).toBe(404);
  });
  expect((await own)?.body.verdict).toBe('accepted');
}, 20_000);

it('is served to the right one of two that name it at the same time', async () => {
  const [{ id, pipeline }, stranger] = [await makeWaiting(api), await makeProject(api)];
  const other = await makePipeline(api, id);
  const answers = await Promise.all([report(stranger, pipeline.id), report(id, pipeline.id), report(stranger, other.id), report(id, other.id)]);
  expect(answers.map(({ status }) => status)).toEqual([404, 200, 404, 200]);
  expect((await jobsOf(api, id, pipeline.id))['wait']?.status).toBe('success');
});

async function untilLockAwaited(): Promise<void> {
  const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  while ((await api.pool.query(waiting)).rowCount === 0);
}
