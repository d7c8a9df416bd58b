/**
 * Callbacks within 20 ms of their deadline, before and after it: each job ends once, by the callback or by its deadline,
 * and the caller is told which.
 */
import { freePort } from '@holdpoint/evaluation-process';
import { Api, eventually } from '../lib/api';
import { jobKeyOf, type Attempt } from '../lib/callers/journal';
import { sendReport } from '../lib/callers/send-report';
import { check } from '../lib/checker/check';
import { readLedger } from '../lib/checker/read-ledger';
import { FAULT_SEED, sized } from '../lib/faults/full-size';
import { SeededRandom } from '../lib/faults/seeded-random';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

const JOBS = 20;
const PIPELINES = sized(25, 250);
/** How often it is tried to come near on either side: a busy machine is slow to send a call, or to decide it. */
const PIPELINES_MAX = 10 * PIPELINES;
const NEAR_MS = 20;
/** A crowd of calls would not arrive when it is meant to. */
const APART_MS = 12;
/** How long from the news of the deadlines to the first of them. */
const FIRST_MS = 300;
const CONFIG = Array.from({ length: JOBS }, (_, index) => `wait-${index}: { external: true }`).join('\n');

interface Due {
  readonly pipelineId: number;
  readonly jobName: string;
  readonly deadline: number;
}

describe('callbacks near their deadline', () => {
  let database: TestDatabase;
  let holdpoint: HoldpointProcess;
  beforeAll(async () => {
    database = await createTestDatabase('near');
    holdpoint = await HoldpointProcess.start(await freePort(), database.url, { TIMEOUT_TICK_MS: '1000' });
  });
  afterAll(async () => {
    await holdpoint.stop();
    await database.drop();
  });

  it(`end each of at least ${PIPELINES * JOBS} jobs once, and the answer says how`, async () => {
    const [api, random, lead] = [new Api(holdpoint.url), new SeededRandom(FAULT_SEED), new Lead()];
    const projectId = await api.createProject('near', CONFIG);
    const journal: Attempt[] = [];
    for (let index = 0; index < PIPELINES || (index < PIPELINES_MAX && !(await areNear())); index += 1) {
      const { id } = await api.createPipeline(projectId);
      const due = await database.query<Due>(BRING_DEADLINES_NEAR, [id, FIRST_MS, APART_MS]);
      const calls = due.map(async ({ pipelineId, jobName, deadline }) => {
        const outcome = random.next() < 0.5 ? 'success' : 'failed';
        await lead.until(deadline + random.between(-NEAR_MS, NEAR_MS));
        const attempt = await sendReport(api, { projectId, pipelineId, jobName, outcome });
        lead.learn(attempt.latencyMs);
        return attempt;
      });
      journal.push(...(await Promise.all(calls)));
    }
    await eventually(async () => ((await database.query(UNFINISHED)).length === 0 ? true : undefined));

    const ledger = await readLedger(database);
    expect(check(journal, ledger)).toEqual([]);
    const reasons = new Map(ledger.jobs.map((job) => [`${job.pipelineId}/${job.name}`, job.failureReason]));
    for (const { report, answer } of journal) {
      const ended = reasons.get(jobKeyOf(report)) === 'job_execution_timeout' ? 'late' : 'accepted';
      expect({ ...report, verdict: answer?.verdict }).toEqual({ ...report, verdict: ended });
    }
    expect(await database.query(WRONG_SIDE)).toEqual([]);
    expect(await areNear()).toBe(true);
  });

  /** Whether some on either side really were that near: else this has shown nothing. */
  const areNear = async (): Promise<boolean> => {
    const near = await database.query<{ verdict: string }>(NEAR, [NEAR_MS]);
    return ['accepted', 'late'].every((side) => near.some(({ verdict }) => verdict === side));
  };
});

/** How long before an instant a call must be sent to be decided then: about as long as the last ones took. */
class Lead {
  private ms = 0;

  learn(latencyMs: number): void {
    this.ms += (latencyMs - this.ms) / 10;
  }

  /** The database and this process read the same machine's clock. */
  async until(instant: number): Promise<void> {
    for (let left = this.left(instant); left > 0; left = this.left(instant)) {
      await new Promise((resolve) => setTimeout(resolve, left > 200 ? left - 100 : left));
    }
  }

  private left(instant: number): number {
    return instant - this.ms - Date.now();
  }
}

/** One job after the other; told to the process as another replica would tell it, and to whoever has read these rows. */
const BRING_DEADLINES_NEAR = `
  WITH due AS (
    SELECT id, holdpoint_now() + ($2 + row_number() OVER (ORDER BY id) * $3) * interval '1 ms' AS at
    FROM external_jobs WHERE pipeline_id = $1),
  changed AS (UPDATE pipelines SET version = version + 1 WHERE id = $1),
  woken AS (
    UPDATE pipeline_wake_ups SET wake_at = (SELECT min(at) FROM due) WHERE pipeline_id = $1 RETURNING wake_at),
  told AS (SELECT pg_notify('holdpoint_wake', (extract(epoch FROM wake_at) * 1000)::bigint::text) FROM woken)
  UPDATE external_jobs job SET deadline_at = due.at FROM due, told WHERE due.id = job.id
  RETURNING job.pipeline_id::float8 AS "pipelineId", job.name AS "jobName", extract(epoch FROM due.at)::float8 * 1000 AS deadline`;

const UNFINISHED = 'SELECT id FROM external_jobs WHERE finished_at IS NULL LIMIT 1';

/** Matches whose verdict is not what their instant and the deadline of their job say. */
const WRONG_SIDE = `
  SELECT match.verdict, match.at, job.deadline_at FROM callback_matches match
  JOIN external_jobs job ON job.id = match.external_job_id
  WHERE (match.verdict = 'accepted') <> (match.at < job.deadline_at)`;

const NEAR = `
  SELECT DISTINCT match.verdict FROM callback_matches match JOIN external_jobs job ON job.id = match.external_job_id
  WHERE abs(extract(epoch FROM match.at - job.deadline_at)) * 1000 <= $1`;
