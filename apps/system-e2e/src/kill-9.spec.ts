/**
 * kill -9 during 1,000 callbacks, five times: every acknowledged callback is in the history, no job has two endings.
 * Callers write what they were told into a journal; whoever gets no answer asks again. The checker reads the history
 * table and the journal, nothing else. HOLDPOINT_E2E_SCALE=10 makes it 10,000 callbacks.
 */
import { Api } from './lib/api';
import { freePort } from './lib/free-port';
import { HoldpointProcess } from './lib/holdpoint-process';
import { createTestDatabase, type TestDatabase } from './lib/test-database';

const SCALE = Number(process.env['HOLDPOINT_E2E_SCALE'] ?? '1');
const PIPELINES = 25 * SCALE;
const JOBS = 40;
const CALLERS = 16;
const KILLS = 5;

const config = [
  'stages: [wait, after]',
  ...Array.from({ length: JOBS }, (_, index) => `wait-${index}: { stage: wait, external: true }`),
  'after: { stage: after, script: "true" }',
].join('\n');

interface Report {
  readonly pipelineId: number;
  readonly jobName: string;
  readonly outcome: 'success' | 'failed';
}

describe('kill -9 while callbacks come in', () => {
  let database: TestDatabase;
  let holdpoint: HoldpointProcess;
  beforeAll(async () => (database = await createTestDatabase('kill9')));
  afterAll(async () => {
    await holdpoint.stop('SIGKILL');
    await database.drop();
  });

  it(`loses no acknowledged callback of ${PIPELINES * JOBS} and ends no job twice`, async () => {
    const port = await freePort();
    holdpoint = await HoldpointProcess.start(port, database.url);
    const api = new Api(holdpoint.url);
    const projectId = await api.createProject('kill9', config);
    const reports = await reportsFor(api, projectId);
    const acknowledged: Report[] = [];
    let left = reports.length;

    const send = async (report: Report): Promise<void> => {
      for (;;) {
        const { pipelineId, jobName, outcome } = report;
        const body = { pipeline_id: pipelineId, job_name: jobName, job_status: outcome };
        const answer = await api.call('POST', `/projects/${projectId}/pipeline_callback`, body).catch(() => null);
        if (answer?.status === 200) break;
        if (answer !== null && answer.status !== 503) throw new Error(JSON.stringify(answer));
        await new Promise((resolve) => setImmediate(resolve));
      }
      acknowledged.push(report);
      left -= 1;
    };
    const queue = [...reports];
    const callers = Array.from({ length: CALLERS }, async () => {
      for (let report = queue.pop(); report; report = queue.pop()) await send(report);
    });

    let kills = 0;
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const mark = Math.floor((reports.length * (KILLS + 1 - kill)) / (KILLS + 1));
      while (left > mark) await new Promise((resolve) => setImmediate(resolve));
      await holdpoint.stop('SIGKILL');
      kills += 1;
      holdpoint = await HoldpointProcess.start(port, database.url);
    }
    await Promise.all(callers);

    expect(kills).toBe(KILLS);
    expect(acknowledged).toHaveLength(PIPELINES * JOBS);
    await check(database, acknowledged);
  });
});

async function reportsFor(api: Api, projectId: number): Promise<readonly Report[]> {
  const reports: Report[] = [];
  for (let index = 0; index < PIPELINES; index += 1) {
    const { id } = await api.createPipeline(projectId);
    for (let job = 0; job < JOBS; job += 1) {
      reports.push({ pipelineId: id, jobName: `wait-${job}`, outcome: (index + job) % 7 === 0 ? 'failed' : 'success' });
    }
  }
  return reports;
}

/** Every acknowledged outcome is the one ending that the history has of its job. */
async function check(database: TestDatabase, acknowledged: readonly Report[]): Promise<void> {
  const endings = await database.query<{ pipeline_id: string; name: string; to_status: string }>(
    `SELECT job.pipeline_id, job.name, history.to_status FROM job_history history
     JOIN external_jobs job ON job.id = history.external_job_id
     WHERE history.to_status = ANY($1)`,
    [['success', 'failed', 'canceled']],
  );
  const byJob = new Map<string, string[]>();
  for (const { pipeline_id, name, to_status } of endings) {
    const key = `${pipeline_id}/${name}`;
    byJob.set(key, [...(byJob.get(key) ?? []), to_status]);
  }
  for (const { pipelineId, jobName, outcome } of acknowledged) {
    expect({ pipelineId, jobName, endings: byJob.get(`${pipelineId}/${jobName}`) }).toEqual({
      pipelineId,
      jobName,
      endings: [outcome],
    });
  }
}
