/**
 * A stranger's transaction holds the row of one pipeline: the others go on as before, and who calls for the held one is
 * told after about five seconds when to ask again.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Api } from '../lib/api';
import { Callers } from '../lib/callers/callers';
import type { Attempt, Journal, Report } from '../lib/callers/journal';
import { sendReport } from '../lib/callers/send-report';
import { makeWaitingPipelines } from '../lib/callers/waiting-pipelines';
import { check } from '../lib/checker/check';
import { readLedger } from '../lib/checker/read-ledger';
import { FAULT_SEED, sized } from '../lib/faults/full-size';
import { holdPipeline } from '../lib/faults/hold-pipeline';
import { SeededRandom } from '../lib/faults/seeded-random';
import { freePort } from '../lib/free-port';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

const HELD_FOR_MS = sized(8_000, 60_000);
/** Long before a caller of the held pipeline is answered; how fast others are beyond that, a benchmark measures. */
const OTHERS_WITHIN_MS = 3_000;
const SHAPE = { waits: 40 };

describe('a pipeline row locked by a stranger', () => {
  const random = new SeededRandom(FAULT_SEED);
  let database: TestDatabase;
  let holdpoint: HoldpointProcess;
  let api: Api;
  beforeAll(async () => {
    database = await createTestDatabase('held');
    holdpoint = await HoldpointProcess.start(await freePort(), database.url);
    api = new Api(holdpoint.url);
  });
  afterAll(async () => {
    await holdpoint.stop();
    await database.drop();
  });

  it(`for ${HELD_FOR_MS} ms holds up nobody else`, async () => {
    const held = await makeWaitingPipelines(api, { name: 'held', pipelines: 1, ...SHAPE }, random);
    const before = await makeWaitingPipelines(api, { name: 'before', pipelines: 6, ...SHAPE }, random);
    const others = await makeWaitingPipelines(api, { name: 'others', pipelines: 6, ...SHAPE }, random);
    const journal: Attempt[] = [...(await sendAll(before))];
    const usualMs = median(journal);

    const stranger = await holdPipeline(database.url, held[0]?.pipelineId ?? 0);
    const released = delay(HELD_FOR_MS).then(() => stranger.release());
    const callsForHeld = held.slice(0, 20).map((report) => sendReport(api, report));
    const meanwhile = await sendAll(others);
    const refused = await Promise.all(callsForHeld);
    await released;
    const afterwards = await sendAll(held);

    expect(Math.max(...meanwhile.map(({ latencyMs }) => latencyMs))).toBeLessThan(OTHERS_WITHIN_MS);
    expect(median(meanwhile)).toBeLessThan(3 * usualMs + 50);
    for (const { answer, latencyMs } of refused) {
      expect(answer).toMatchObject({ status: 503, errorCode: 'busy', retryAfter: '1' });
      expect(latencyMs).toBeGreaterThan(4_500);
      expect(latencyMs).toBeLessThan(HELD_FOR_MS);
    }
    journal.push(...meanwhile, ...refused, ...afterwards);
    expect(check(journal, await readLedger(database))).toEqual([]);
  });

  const sendAll = async (reports: readonly Report[]): Promise<Journal> => {
    const callers = new Callers(holdpoint.url, reports);
    await callers.done;
    return callers.journal;
  };
});

const median = (journal: Journal): number =>
  journal.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b)[Math.floor(journal.length / 2)] ?? 0;
