/**
 * kill -9 while pipelines wait for one another in a resource group: in the end each has had its turn, one at a time, and
 * nobody waited for what was left by a process that is gone.
 */
import type { JobResponse } from '@holdpoint/pipeline-contract';
import { freePort } from '@holdpoint/evaluation-process';
import { Api, eventually } from '../lib/api';
import { FAULT_SEED, sized } from '../lib/faults/full-size';
import { SeededRandom } from '../lib/faults/seeded-random';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

const KILLS = sized(4, 30);
const PIPELINES = sized(40, 400);
const CONFIG = 'wait: { external: true, resource_group: production }';

describe('a resource group', () => {
  let database: TestDatabase;
  let holdpoint: HoldpointProcess;
  beforeAll(async () => (database = await createTestDatabase('resource_group')));
  afterAll(async () => {
    await holdpoint.stop('SIGKILL');
    await database.drop();
  });

  it(`goes through ${PIPELINES} pipelines one by one, kill -9 ${KILLS} times or not`, async () => {
    const [port, random] = [await freePort(), new SeededRandom(FAULT_SEED)];
    holdpoint = await HoldpointProcess.start(port, database.url);
    const api = new Api(holdpoint.url);
    const projectId = await api.createProject('grouped', CONFIG);
    for (let made = 0; made < PIPELINES; made += 1) await api.createPipeline(projectId);

    const moments = new Set(random.moments(KILLS, 1, PIPELINES));
    for (let ended = 0; ended < PIPELINES; ended += 1) {
      const job = await eventually(() => runningJob(api, projectId));
      await api.expect('POST', `/projects/${projectId}/pipeline_callback`, { job_id: job.id, job_status: ended % 2 === 0 ? 'success' : 'failed' });
      if (!moments.has(ended)) continue;
      // At once: what the callback has left for the group may be under way.
      await holdpoint.stop('SIGKILL');
      holdpoint = await HoldpointProcess.start(port, database.url);
    }

    expect(await database.query(OPEN)).toEqual([]);
    expect(await database.query(TOGETHER)).toEqual([]);
    expect(await database.query('SELECT job_id FROM resource_requests')).toEqual([]);
  });
});

/** The job that has the resource, once it has started. */
async function runningJob(api: Api, projectId: number): Promise<JobResponse | undefined> {
  const { status, body } = await api.call<JobResponse>('GET', `/projects/${projectId}/resource_groups/production/current_job`);
  return status === 200 && body.status === 'running_externally' ? body : undefined;
}

const OPEN = 'SELECT id FROM external_jobs WHERE finished_at IS NULL';

/** Two jobs that were at work at the same time. */
const TOGETHER = `SELECT job.id, other.id FROM external_jobs job JOIN external_jobs other
  ON other.id > job.id AND other.started_at < job.finished_at AND job.started_at < other.finished_at`;
