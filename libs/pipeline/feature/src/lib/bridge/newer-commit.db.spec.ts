/** What a newer commit makes redundant, over HTTP and PostgreSQL: which pipelines are looked at, and what has held them. */
import type { PipelineResponse } from '@holdpoint/pipeline-contract';
import { BridgedProjects } from './bridged-projects.fixture';

let bridged: BridgedProjects;
beforeAll(async () => (bridged = await BridgedProjects.start()));
afterAll(() => bridged.api.stop());

/** A pipeline for a new commit of a branch. */
async function newer(id: number): Promise<PipelineResponse> {
  await bridged.commit(id, { [`${Math.random()}`]: '' }, 'create');
  return bridged.pipeline(id);
}

describe('uninterruptible work that was retried and has not started again', () => {
  it.each([
    ['canceled', 'canceled'],
    ['failed', 'pending'],
  ])('is judged by its first attempt, which is %s: %s', async (first, expected) => {
    const { id } = await bridged.project({ '.gitlab-ci.yml': 'deploy: { script: echo }' });
    const older = await bridged.pipeline(id);
    const { id: jobId } = await bridged.job(id, older.id, 'deploy');
    if (first === 'failed') await fail(id, older.id);
    else await bridged.ask(id, `jobs/${jobId}/cancel`);
    expect((await bridged.job(id, older.id, 'deploy')).status).toBe(first);
    await bridged.ask(id, `jobs/${jobId}/retry`);
    await newer(id);
    expect((await bridged.job(id, older.id, 'deploy')).status).toBe(expected);
  });

  const fail = async (id: number, pipelineId: number): Promise<void> => {
    for (const event of ['run', 'drop']) {
      await bridged.api.post(`/projects/${id}/pipelines/${pipelineId}/fire_event`, { event, jobs: ['deploy'] });
    }
  };
});
