/**
 * PostgreSQL crashes (`-m immediate`) or is restarted (`-m fast`) while callbacks come in. The process lives through it: callers
 * get an answer, or a 503 that says when to ask again; nothing that was acknowledged is lost.
 */
import { freePort } from '@holdpoint/evaluation-process';
import { Api } from '../lib/api';
import { Callers } from '../lib/callers/callers';
import { isAcknowledged } from '../lib/callers/journal';
import { jobsOf, makeWaitingPipelines } from '../lib/callers/waiting-pipelines';
import { check } from '../lib/checker/check';
import { readLedger } from '../lib/checker/read-ledger';
import { FAULT_SEED, sized } from '../lib/faults/full-size';
import { PostgresServer } from '../lib/faults/postgres-server';
import { SeededRandom } from '../lib/faults/seeded-random';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

const RESTARTS = sized(2, 5);
const SHAPE = { name: 'restart', pipelines: sized(10, 100), waits: 40 };
const CALLBACKS = SHAPE.pipelines * jobsOf(SHAPE);

describe.each(['immediate', 'fast'] as const)('PostgreSQL restarted under load with -m %s', (how) => {
  let database: TestDatabase;
  let holdpoint: HoldpointProcess;
  beforeAll(async () => {
    database = await createTestDatabase('restart');
    // The test server does not wait for its log, which would lose commits in a crash that durable servers keep.
    await database.alter('SET synchronous_commit = on');
    holdpoint = await HoldpointProcess.start(await freePort(), database.url);
  });
  afterAll(async () => {
    await holdpoint.stop();
    await database.drop();
  });

  it(`${RESTARTS} times costs no acknowledged callback and not the process`, async () => {
    const random = new SeededRandom(FAULT_SEED);
    const [server, pid] = [await PostgresServer.of(database), holdpoint.pid];
    const reports = await makeWaitingPipelines(new Api(holdpoint.url), SHAPE, random);
    const callers = new Callers(holdpoint.url, reports);

    for (const [index, moment] of random.moments(RESTARTS, 1, CALLBACKS * 0.8).entries()) {
      // Somebody calls again: with all of them waiting for the last restart nobody could be told of the next.
      await callers.untilAcknowledged(Math.max(moment, countAcknowledged(callers) + 1));
      // Before it stops: whoever has been told so asks no more until it is back.
      const refused = countRefused(callers);
      await server.stop(how);
      try {
        // Every other time it stays away until somebody has been told so.
        if (index % 2 === 1) await callers.until(() => countRefused(callers) > refused);
      } finally {
        await server.start();
      }
    }
    await callers.done;

    expect(holdpoint.pid).toBe(pid);
    expect(callers.journal.filter(isAcknowledged)).toHaveLength(CALLBACKS);
    expect(callers.journal.filter(({ answer }) => answer === null)).toEqual([]);
    const refused = callers.journal.filter(({ answer }) => answer?.status === 503);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter(({ answer }) => !(Number(answer?.retryAfter) > 0))).toEqual([]);
    const ledger = await readLedger(database);
    expect(check(callers.journal, ledger)).toEqual([]);
    expect(ledger.pipelines.filter(({ status }) => status === 'running')).toEqual([]);
  });
});

const countAcknowledged = ({ journal }: Callers): number => journal.filter(isAcknowledged).length;

const countRefused = ({ journal }: Callers): number => journal.filter(({ answer }) => answer?.status === 503).length;
