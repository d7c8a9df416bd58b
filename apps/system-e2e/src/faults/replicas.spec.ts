/**
 * Many jobs fall due at once under several replicas, while their callbacks come in: each ends once, and no transaction
 * deadlocks with another.
 */
import { freePort } from '@holdpoint/evaluation-process';
import { Api, eventually } from '../lib/api';
import { Callers } from '../lib/callers/callers';
import { isAcknowledged, type Attempt, type Report } from '../lib/callers/journal';
import { check } from '../lib/checker/check';
import { readLedger } from '../lib/checker/read-ledger';
import { FAULT_SEED, sized } from '../lib/faults/full-size';
import { SeededRandom } from '../lib/faults/seeded-random';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

const REPLICAS = sized(2, 4);
const JOBS = 20;
const PIPELINES = sized(50, 1_000);
const DUE = JOBS * PIPELINES;
const CONFIG = Array.from({ length: JOBS }, (_, index) => `wait-${index}: { external: true }`).join('\n');

describe('replicas', () => {
  let database: TestDatabase;
  const replicas: HoldpointProcess[] = [];
  beforeAll(async () => (database = await createTestDatabase('replicas')));
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await database.drop();
  });

  it(`${REPLICAS} of them fail ${DUE} due jobs once each, without a deadlock`, async () => {
    // One after the other: all at once they take longer on a busy machine than one may (seen).
    while (replicas.length < REPLICAS) {
      replicas.push(await HoldpointProcess.start(await freePort(), database.url, { TIMEOUT_TICK_MS: '1000' }));
    }
    const reports = await makeJobs(new Api(replicas[0]?.url ?? ''));

    await database.query(MAKE_DUE);
    const shares = replicas.map((replica, share) => new Callers(replica.url, reports.filter((_, index) => index % REPLICAS === share)));
    await Promise.all(shares.map(({ done }) => done));
    await eventually(async () => ((await database.query(UNFINISHED)).length === 0 ? true : undefined));

    const ledger = await readLedger(database);
    const journal = shares.flatMap((share): readonly Attempt[] => share.journal);
    expect(check(journal, ledger)).toEqual([]);
    const endings = ledger.history.filter(({ ending }) => ending);
    expect(endings).toHaveLength(DUE);
    expect(new Set(endings.map(({ jobId }) => jobId)).size).toBe(DUE);
    expect(ledger.jobs.filter(({ failureReason }) => failureReason !== 'job_execution_timeout')).toEqual([]);
    // A pipeline that the other replicas keep held is answered with 503 in between (seen at a load of 14 on 2 cores).
    expect(new Set(journal.filter(isAcknowledged).map(({ answer }) => answer?.verdict))).toEqual(new Set(['late']));
    await Promise.all(replicas.map((replica) => replica.stop()));
    expect(await database.query(DEADLOCKS)).toEqual([{ deadlocks: '0' }]);
  });
});

/** Answers a late report for every fifth job, in an order of its own. */
async function makeJobs(api: Api): Promise<readonly Report[]> {
  const projectId = await api.createProject('due', CONFIG);
  const reports: Report[] = [];
  for (let index = 0; index < PIPELINES; index += 1) {
    const { id } = await api.createPipeline(projectId);
    for (let job = 0; job < JOBS; job += 5) {
      reports.push({ projectId, pipelineId: id, jobName: `wait-${job}`, outcome: 'success' });
    }
  }
  return new SeededRandom(FAULT_SEED).shuffle(reports);
}

/** The version says to whoever has read these rows that they have changed. */
const MAKE_DUE = `
  WITH due AS (
    UPDATE external_jobs SET started_at = started_at - interval '2 hours', deadline_at = deadline_at - interval '2 hours'
    WHERE finished_at IS NULL),
  due_pipelines AS (UPDATE pipeline_wake_ups SET wake_at = wake_at - interval '2 hours')
  UPDATE pipelines SET version = version + 1 WHERE finished_at IS NULL`;

const UNFINISHED = 'SELECT id FROM external_jobs WHERE finished_at IS NULL LIMIT 1';

/** Every server process reports its deadlocks at its end, if not before. */
const DEADLOCKS = 'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()';
