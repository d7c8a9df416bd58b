/**
 * kill -9 at random moments while callbacks come in, some before their job waits: every acknowledged one is in the
 * ledger as it was answered, no job ends twice, and nothing is left running. Whoever gets no answer asks again.
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
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

const KILLS = sized(5, 30);
const SHAPE = { name: 'kill9', pipelines: sized(20, 196), waits: 40 };
const CALLBACKS = SHAPE.pipelines * jobsOf(SHAPE);

describe('kill -9 while callbacks come in', () => {
  let database: TestDatabase;
  let holdpoint: HoldpointProcess;
  beforeAll(async () => (database = await createTestDatabase('kill9')));
  afterAll(async () => {
    await holdpoint.stop('SIGKILL');
    await database.drop();
  });

  it(`${KILLS} times loses none of ${CALLBACKS}, applies none twice and leaves nothing running`, async () => {
    const [port, random] = [await freePort(), new SeededRandom(FAULT_SEED)];
    holdpoint = await HoldpointProcess.start(port, database.url);
    const reports = await makeWaitingPipelines(new Api(holdpoint.url), SHAPE, random);
    expect(reports).toHaveLength(CALLBACKS);
    const callers = new Callers(holdpoint.url, reports);

    for (const moment of random.moments(KILLS, 1, CALLBACKS)) {
      await callers.untilAcknowledged(moment);
      await holdpoint.stop('SIGKILL');
      holdpoint = await HoldpointProcess.start(port, database.url);
    }
    await callers.done;

    expect(callers.journal.filter(isAcknowledged)).toHaveLength(CALLBACKS);
    expect(callers.journal.some(({ answer }) => answer === null)).toBe(true);
    const ledger = await readLedger(database);
    expect(check(callers.journal, ledger)).toEqual([]);
    expect(ledger.pipelines.filter(({ status }) => status === 'running')).toEqual([]);
  });
});
