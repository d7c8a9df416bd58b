/**
 * Callbacks within 20 ms of their deadline, before and after it: each job ends once, by the callback or by its deadline,
 * and the caller is told which.
 */
import { Api, eventually } from '../lib/api';
import type { Attempt, Report } from '../lib/callers/journal';
import { sendReport } from '../lib/callers/send-report';
import { check } from '../lib/checker/check';
import { readLedger } from '../lib/checker/read-ledger';
import { FAULT_SEED, sized } from '../lib/faults/full-size';
import { SeededRandom } from '../lib/faults/seeded-random';
import { freePort } from '../lib/free-port';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

const JOBS = 5;
const PIPELINES = sized(100, 1_000);
const NEAR_MS = 20;
const CONFIG = Array.from({ length: JOBS }, (_, index) => `wait-${index}: { external: true, timeout: 3 seconds }`).join('\n');

describe('callbacks near their deadline', () => {
  let database: TestDatabase;
  let holdpoint: HoldpointProcess;
  beforeAll(async () => {
    database = await createTestDatabase('near');
    holdpoint = await HoldpointProcess.start(await freePort(), database.url);
  });
  afterAll(async () => {
    await holdpoint.stop();
    await database.drop();
  });

  it(`end each of ${PIPELINES * JOBS} jobs once, and the answer says how`, async () => {
    const [api, random] = [new Api(holdpoint.url), new SeededRandom(FAULT_SEED)];
    const projectId = await api.createProject('near', CONFIG);
    const calls: Promise<Attempt>[] = [];
    for (let index = 0; index < PIPELINES; index += 1) {
      const { id: pipelineId } = await api.createPipeline(projectId);
      const [job] = await database.query<{ deadline: number }>(DEADLINE, [pipelineId]);
      for (let wait = 0; wait < JOBS; wait += 1) {
        const report: Report = { projectId, pipelineId, jobName: `wait-${wait}`, outcome: random.next() < 0.5 ? 'success' : 'failed' };
        calls.push(sendAt(api, report, (job?.deadline ?? 0) + random.between(-NEAR_MS, NEAR_MS)));
      }
    }
    const journal = await Promise.all(calls);
    await eventually(async () => ((await database.query(UNFINISHED)).length === 0 ? true : undefined));

    const ledger = await readLedger(database);
    expect(check(journal, ledger)).toEqual([]);
    const jobs = new Map(ledger.jobs.map((job) => [`${job.pipelineId}/${job.name}`, job]));
    for (const { report, answer } of journal) {
      const job = jobs.get(`${report.pipelineId}/${report.jobName}`);
      const ended = job?.failureReason === 'job_execution_timeout' ? 'late' : 'accepted';
      expect({ ...report, verdict: answer?.verdict }).toEqual({ ...report, verdict: ended });
    }
    expect(new Set(journal.map(({ answer }) => answer?.verdict))).toEqual(new Set(['accepted', 'late']));
    expect(await database.query(WRONG_SIDE)).toEqual([]);
  });
});

/** The database and this process read the same machine's clock. */
async function sendAt(api: Api, report: Report, at: number): Promise<Attempt> {
  await new Promise((resolve) => setTimeout(resolve, at - Date.now()));
  return sendReport(api, report);
}

const DEADLINE = 'SELECT extract(epoch FROM min(deadline_at))::float8 * 1000 AS deadline FROM external_jobs WHERE pipeline_id = $1';

const UNFINISHED = 'SELECT id FROM external_jobs WHERE finished_at IS NULL LIMIT 1';

/** Matches whose verdict is not what their instant and the deadline of their job say. */
const WRONG_SIDE = `
  SELECT match.verdict, match.at, job.deadline_at FROM callback_matches match
  JOIN external_jobs job ON job.id = match.external_job_id
  WHERE (match.verdict = 'accepted') <> (match.at < job.deadline_at)`;
