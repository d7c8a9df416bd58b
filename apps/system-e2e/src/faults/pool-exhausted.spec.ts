/**
 * No connection to the database is to be had, or none that answers: callers get a 503 that says when to ask again, and
 * two seconds after there are connections again everything is served.
 */
import { freePort } from '@holdpoint/evaluation-process';
import { Api, eventually } from '../lib/api';
import type { Attempt, Report } from '../lib/callers/journal';
import { Callers } from '../lib/callers/callers';
import { sendReport } from '../lib/callers/send-report';
import { makeWaitingPipelines } from '../lib/callers/waiting-pipelines';
import { check } from '../lib/checker/check';
import { readLedger } from '../lib/checker/read-ledger';
import { FAULT_SEED } from '../lib/faults/full-size';
import { SeededRandom } from '../lib/faults/seeded-random';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { startDatabaseProxy, type DatabaseProxy } from '../lib/proxy/database-proxy';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

const CALLERS = 32;
const RECOVERED_WITHIN_MS = 2_000;
/** A look-up and then a transaction that are not answered are given up after 15 to 20 s each; nobody waits for a third. */
const REFUSED_WITHIN_MS = 60_000;

describe('an exhausted pool', () => {
  let database: TestDatabase;
  let toDatabase: DatabaseProxy;
  let holdpoint: HoldpointProcess;
  let api: Api;
  const journal: Attempt[] = [];
  const random = new SeededRandom(FAULT_SEED);
  let stallsNext = false;

  /** Silence strikes when a callback is about to be applied; those behind it have not come that far. */
  const stallAtNextTransaction = (data: Buffer): Buffer => {
    if (stallsNext && data.includes('BEGIN')) {
      stallsNext = false;
      setImmediate(() => toDatabase.proxy.stall());
    }
    return data;
  };

  beforeAll(async () => {
    database = await createTestDatabase('pool');
    await database.query(`CREATE ROLE ${ROLE} LOGIN`);
    await database.alter(`OWNER TO ${ROLE}`);
    toDatabase = await startDatabaseProxy(database.url, () => ({ toServer: stallAtNextTransaction }));
    holdpoint = await HoldpointProcess.start(await freePort(), toDatabase.url.replace(/\/\/[^@]*@/, `//${ROLE}@`));
    api = new Api(holdpoint.url);
  });
  afterAll(async () => {
    toDatabase.proxy.recover();
    await holdpoint.stop();
    await toDatabase.proxy.close();
    await database.alter('OWNER TO CURRENT_USER');
    await database.query(`DROP OWNED BY ${ROLE}`);
    await database.query(`DROP ROLE ${ROLE}`);
    await database.drop();
  });

  const recover = async (): Promise<void> => toDatabase.proxy.recover();

  it.each([
    ['the server has no connection left', async () => void (await database.query(TAKE_ALL)), async () => void (await database.query(GIVE_BACK))],
    ['the database refuses connections', async () => toDatabase.proxy.refuse(), recover],
    ['the database falls silent', async () => void (stallsNext = true), recover],
  ])('is said when %s, and gets over it', async (name, exhaust, release) => {
    const reports = await makeWaitingPipelines(api, { name: name.replaceAll(' ', '-'), pipelines: 2, waits: 40 }, random);
    await exhaust();
    const refused = await Promise.all(reports.slice(0, CALLERS).map((report) => sendReport(api, report)));
    for (const { answer, latencyMs } of refused) {
      expect(answer).toMatchObject({ status: 503 });
      expect(latencyMs).toBeLessThan(REFUSED_WITHIN_MS);
      expect(Number(answer?.retryAfter)).toBeGreaterThan(0);
    }
    await release();
    const freeAt = performance.now();
    await eventually(() => tryOne(reports[0]));
    expect(performance.now() - freeAt).toBeLessThan(RECOVERED_WITHIN_MS);
    const callers = new Callers(holdpoint.url, reports.slice(1));
    await callers.done;
    journal.push(...refused, ...callers.journal);
    expect(check(journal, await readLedger(database))).toEqual([]);
  });

  const tryOne = async (report: Report | undefined): Promise<true | undefined> => {
    if (!report) throw new Error('there are reports');
    const attempt = await sendReport(api, report);
    journal.push(attempt);
    return attempt.answer?.verdict ? true : undefined;
  };
});

const ROLE = `pool_test_${process.pid}`;

/** A role may be kept from connecting; the server says then what it says when all its connections are taken. */
const TAKE_ALL = `
  DO $$ BEGIN
    ALTER ROLE ${ROLE} CONNECTION LIMIT 0;
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${ROLE}';
  END $$`;

const GIVE_BACK = `ALTER ROLE ${ROLE} CONNECTION LIMIT -1`;
