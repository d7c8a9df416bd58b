/**
 * Two processes are told the opposite about the same jobs at once. The product's guards settle that; without them (the
 * lock of the pipeline and the test of its version are cut out of statements on their way to the database, and the
 * indexes that would refuse the rest are dropped) the checker turns red.
 */
import { freePort } from '@holdpoint/evaluation-process';
import { Api } from '../lib/api';
import type { Attempt, Report } from '../lib/callers/journal';
import { sendReport } from '../lib/callers/send-report';
import { makeWaitingPipelines } from '../lib/callers/waiting-pipelines';
import { check } from '../lib/checker/check';
import { readLedger } from '../lib/checker/read-ledger';
import { FAULT_SEED } from '../lib/faults/full-size';
import { SeededRandom } from '../lib/faults/seeded-random';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { startDatabaseProxy } from '../lib/proxy/database-proxy';
import { rewriteStatements } from '../lib/proxy/rewrite-statements';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

const GUARDED_ROUNDS = 3;
/** Of 32 races each: the first is enough as a rule, also on a busy machine. */
const ROUNDS_MAX = 20;
const SHAPE = { pipelines: 4, waits: 8 };

describe('two processes that are told the opposite', () => {
  const random = new SeededRandom(FAULT_SEED);
  const journal: Attempt[] = [];
  let database: TestDatabase;
  let processes: readonly HoldpointProcess[] = [];
  let proxy: Awaited<ReturnType<typeof startDatabaseProxy>>['proxy'] | undefined;
  let rounds = 0;

  beforeAll(async () => (database = await createTestDatabase('guards')));
  afterEach(() => Promise.all(processes.map((process) => process.stop())));
  afterAll(async () => {
    await proxy?.close();
    await database.drop();
  });

  const start = async (databaseUrl: string): Promise<void> => {
    const first = await HoldpointProcess.start(await freePort(), databaseUrl);
    processes = [first, await HoldpointProcess.start(await freePort(), databaseUrl)];
  };

  /** Answers the promises that are broken after one more round. */
  const race = async (): Promise<readonly string[]> => {
    const name = `round-${(rounds += 1)}`;
    const reports = await makeWaitingPipelines(new Api(processes[0]?.url ?? ''), { name, ...SHAPE }, random);
    const waiting = reports.filter(({ jobName }) => jobName.startsWith('wait'));
    const calls = waiting.flatMap((report) => processes.map(({ url }, index) => sendReport(new Api(url), opposite(report, index))));
    journal.push(...(await Promise.all(calls)));
    return check(journal, await readLedger(database)).map(({ promised }) => promised);
  };

  it('keep every promise', async () => {
    await start(database.url);
    for (let round = 0; round < GUARDED_ROUNDS; round += 1) expect(await race()).toEqual([]);
    const verdicts = new Set(journal.map(({ answer }) => answer?.verdict));
    expect(verdicts).toEqual(new Set(['accepted', 'conflict']));
  });

  it('end jobs twice without the guards, and the checker says so', async () => {
    const removed = new Set<RegExp>();
    const without = (text: string, guard: RegExp): string => {
      if (guard.test(text)) removed.add(guard);
      return text.replace(guard, '');
    };
    const withoutGuards = (text: string): string => GUARDS.reduce(without, text);
    const started = await startDatabaseProxy(database.url, rewriteStatements(withoutGuards));
    proxy = started.proxy;
    await start(started.url);
    for (const statement of DROP_INDEXES) await database.query(statement);

    const broken: string[] = [];
    for (let round = 0; round < ROUNDS_MAX && !broken.includes('a job is accepted once'); round += 1) broken.push(...(await race()));
    expect(removed.size).toBe(GUARDS.length);
    expect(broken).toEqual(expect.arrayContaining(['a job ends once', 'a job is accepted once']));
  });
});

const opposite = (report: Report, process: number): Report => ({ ...report, outcome: process === 0 ? 'success' : 'failed' });

const GUARDS: readonly RegExp[] = [/FOR NO KEY UPDATE OF p( SKIP LOCKED)?(?=\0)/, /AND pipeline\.version = changed\.version - 1/];

const DROP_INDEXES = [
  'DROP INDEX uq_job_history_external_job_ending',
  'ALTER TABLE job_history DROP CONSTRAINT pk_job_history',
];
