/**
 * SIGTERM under load, with calls in flight: whatever was taken is answered. Whose connection was not let in any more, or
 * was closed before its call was read, asks the next process, and everything is applied once.
 */
import { freePort } from '@holdpoint/evaluation-process';
import { Api } from '../lib/api';
import { Callers } from '../lib/callers/callers';
import { isAcknowledged } from '../lib/callers/journal';
import { jobsOf, makeWaitingPipelines } from '../lib/callers/waiting-pipelines';
import { check } from '../lib/checker/check';
import { readLedger } from '../lib/checker/read-ledger';
import { FAULT_SEED, sized } from '../lib/faults/full-size';
import { SeededRandom } from '../lib/faults/seeded-random';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { startDatabaseProxy, type DatabaseProxy } from '../lib/proxy/database-proxy';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

const STOPS = sized(2, 10);
const SHAPE = { name: 'sigterm', pipelines: sized(12, 100), waits: 40 };
const CALLBACKS = SHAPE.pipelines * jobsOf(SHAPE);
/** So far from the database that calls are in flight whenever the signal comes. */
const AWAY_MS = 10;

describe('SIGTERM under load', () => {
  let database: TestDatabase;
  let toDatabase: DatabaseProxy;
  let holdpoint: HoldpointProcess;
  beforeAll(async () => {
    database = await createTestDatabase('sigterm');
    toDatabase = await startDatabaseProxy(database.url);
  });
  afterAll(async () => {
    await holdpoint.stop();
    await toDatabase.proxy.close();
    await database.drop();
  });

  it(`${STOPS} times drops none of ${CALLBACKS} callbacks`, async () => {
    const [port, random] = [await freePort(), new SeededRandom(FAULT_SEED)];
    holdpoint = await HoldpointProcess.start(port, toDatabase.url);
    const reports = await makeWaitingPipelines(new Api(holdpoint.url), SHAPE, random);
    toDatabase.proxy.delayMs = AWAY_MS;
    const callers = new Callers(holdpoint.url, reports, { count: 64 });

    for (const moment of random.moments(STOPS, CALLBACKS / 10, CALLBACKS * 0.7)) {
      await callers.untilAcknowledged(moment);
      expect(await holdpoint.stop('SIGTERM')).toBe(0);
      toDatabase.proxy.delayMs = 0;
      holdpoint = await HoldpointProcess.start(port, toDatabase.url);
      toDatabase.proxy.delayMs = AWAY_MS;
    }
    await callers.done;
    // Connections that the listener had not accepted when it closed break like others; only what was read can leave a row.
    const told = new Set(callers.journal.map(({ answer }) => answer?.callbackId));
    const ledger = await readLedger(database);
    expect(ledger.callbacks.filter(({ id }) => !told.has(id))).toEqual([]);
    const acknowledged = callers.journal.filter(isAcknowledged);
    expect(acknowledged).toHaveLength(CALLBACKS);
    expect(acknowledged.filter(({ answer }) => answer.verdict === 'duplicate')).toEqual([]);
    expect(check(callers.journal, ledger)).toEqual([]);
    expect(ledger.pipelines.filter(({ status }) => status === 'running')).toEqual([]);
  });
});
