/**
 * Deadlines in whole processes: each enforcer is enough with the other switched off, several replicas fail each job
 * exactly once, and two processes need not wait for a tick. Times are real and short; the guards against hangs are
 * ten times as long as anything should take, and lateness is read from the history, not from a stopwatch.
 */
import { freePort } from '@holdpoint/evaluation-process';
import type { CallbackResponse } from '@holdpoint/pipeline-contract';
import { Api, eventually } from './lib/api';
import { HoldpointProcess } from './lib/holdpoint-process';
import { createTestDatabase, type TestDatabase } from './lib/test-database';

const CRON_OFF = { TIMEOUT_CRON: 'off' };
const TASK_ON = { TIMEOUT_TASK: 'on' };
const TICK_EACH_MINUTE = { TIMEOUT_TICK_MS: '60000' };

interface Ending {
  readonly endings: string;
  readonly failure_reason: string;
  readonly at_deadline: boolean;
  readonly late_ms: number;
}

const waits = (count: number, timeout: string): string =>
  Array.from({ length: count }, (_, index) => `wait-${index}: { external: true, timeout: ${timeout} }`).join('\n');

describe('the deadline of an external job', () => {
  let database: TestDatabase;
  const processes: HoldpointProcess[] = [];

  beforeEach(async () => (database = await createTestDatabase('deadlines')));
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
    await database.drop();
  });

  const start = async (env: Readonly<Record<string, string>>): Promise<HoldpointProcess> => {
    const started = await HoldpointProcess.start(await freePort(), database.url, env);
    processes.push(started);
    return started;
  };

  /** Waits until no job waits any more and reads how each ended. */
  const endings = async (): Promise<readonly Ending[]> => {
    await eventually(async () => {
      const waiting = await database.query('SELECT id FROM external_jobs WHERE finished_at IS NULL');
      return waiting.length === 0 ? true : undefined;
    });
    return database.query<Ending>(
      `SELECT count(history.*) AS endings, min(job.failure_reason) AS failure_reason,
         bool_and(job.finished_at = job.deadline_at) AS at_deadline,
         extract(epoch FROM max(history.at) - max(job.deadline_at))::float8 * 1000 AS late_ms
       FROM external_jobs job LEFT JOIN job_history history ON history.external_job_id = job.id AND history.ending
       GROUP BY job.id`,
    );
  };

  const expectFailedOnce = (found: readonly Ending[], count: number): void => {
    expect(found).toHaveLength(count);
    for (const ending of found) {
      expect(ending).toMatchObject({ endings: '1', failure_reason: 'job_execution_timeout', at_deadline: true });
    }
  };

  it.each([
    ['the cron-driven service alone', {}],
    ['the scheduled task alone', { ...CRON_OFF, ...TASK_ON }],
    ['both', TASK_ON],
  ])('is enforced once by three replicas with %s', async (_, env) => {
    const [first] = [await start(env), await start(env), await start(env)];
    const api = new Api(first.url);
    const projectId = await api.createProject('replicas', waits(50, '1 second'));
    for (let index = 0; index < 4; index += 1) await api.createPipeline(projectId);
    expectFailedOnce(await endings(), 200);
  });

  it('is enforced by a worker that was told by the API, long before its next tick', async () => {
    const api = new Api((await start({ ROLE: 'api', ...TICK_EACH_MINUTE })).url);
    await start({ ROLE: 'worker', ...TICK_EACH_MINUTE });
    const projectId = await api.createProject('two-processes', waits(1, '1 second'));
    await api.createPipeline(projectId);
    const found = await endings();
    expectFailedOnce(found, 1);
    expect(found[0]?.late_ms).toBeLessThan(5_000);
  });

  it('has passed for a late callback even when nothing enforces it', async () => {
    const api = new Api((await start(CRON_OFF)).url);
    const projectId = await api.createProject('nobody', waits(1, '1 second'));
    const { id } = await api.createPipeline(projectId);
    await database.query(
      `WITH raised AS (UPDATE pipelines SET version = version + 1)
       UPDATE external_jobs SET started_at = started_at - interval '1 hour', deadline_at = deadline_at - interval '1 hour'`,
    );
    const { status, body } = await api.call<CallbackResponse>('POST', `/projects/${projectId}/pipeline_callback`, {
      pipeline_id: id,
      job_name: 'wait-0',
      job_status: 'success',
    });
    expect({ status, verdict: body.verdict }).toEqual({ status: 409, verdict: 'late' });
    expectFailedOnce(await endings(), 1);
  });

  it('that passed while no process ran is enforced at the next start', async () => {
    const first = await start({});
    const api = new Api(first.url);
    await api.createPipeline(await api.createProject('asleep', waits(20, '1 hour')));
    await first.stop('SIGKILL');
    await database.query(
      `UPDATE external_jobs SET started_at = started_at - interval '2 hours', deadline_at = deadline_at - interval '2 hours'`,
    );
    await database.query(`UPDATE pipeline_wake_ups SET wake_at = wake_at - interval '2 hours'`);
    await start({});
    expectFailedOnce(await endings(), 20);
  });
});
