/**
 * A stranger's transaction holds the row of one pipeline: the others go on as before and are watched live as before, and
 * who calls for the held one is told after about five seconds when to ask again, until it is free.
 */
import { freePort } from '@holdpoint/evaluation-process';
import { Api } from '../lib/api';
import { Callers } from '../lib/callers/callers';
import type { Attempt, Report } from '../lib/callers/journal';
import { sendReport } from '../lib/callers/send-report';
import { makeWaitingPipelines } from '../lib/callers/waiting-pipelines';
import { check } from '../lib/checker/check';
import { readLedger } from '../lib/checker/read-ledger';
import { FAULT_SEED, sized } from '../lib/faults/full-size';
import { holdRow } from '../lib/faults/hold-row';
import { SeededRandom } from '../lib/faults/seeded-random';
import { EventWatch } from '../lib/event-watch';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

/** It is held until so many calls for it were refused, sixteen at a time. */
const REFUSED = sized(16, 160);
const USUAL_CALLS = 200;
const OTHERS = 4;
/** How much slower the others may become on a busy machine; who waits for the held one makes some twenty calls in all. */
const SLOWER_MAX = 10;
/** When callers are told, by the product. */
const TOLD_AFTER_MS = 5_000;

describe('a pipeline row locked by a stranger', () => {
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

  it(`until ${REFUSED} calls are refused holds up nobody else`, async () => {
    const random = new SeededRandom(FAULT_SEED);
    const held = await makeWaitingPipelines(api, { name: 'held', pipelines: 1, waits: 40 }, random);
    const others = await makeWaitingPipelines(api, { name: 'others', pipelines: OTHERS, waits: 1 }, random);
    const signsOfLife = others.filter(({ jobName }) => jobName === 'wait-0').map((report) => ({ ...report, outcome: 'running' as const }));
    const [usual, meanwhile]: [Attempt[], Attempt[]] = [[], []];
    const usuallySince = performance.now();
    await keepCalling(signsOfLife, usual, () => usual.length < USUAL_CALLS);
    const usualMs = (performance.now() - usuallySince) / usual.length;

    const projectId = others[0]?.projectId ?? 0;
    const watch = await EventWatch.open(holdpoint.url, projectId);
    const stranger = await holdRow(database.url, 'pipelines', held[0]?.pipelineId ?? 0);
    const callers = new Callers(holdpoint.url, held);
    const refusedCount = (): number => callers.journal.filter(({ answer }) => answer?.status === 503).length;
    const [heldAtMs, toldBefore] = [performance.now(), watch.arrived.length];
    let isHeld = true;
    const going = keepCalling(signsOfLife, meanwhile, () => isHeld);
    await callers.until(() => refusedCount() > 0);
    const [untilToldMs, callsUntilTold, toldUntilTold] = [performance.now() - heldAtMs, meanwhile.length, watch.arrived.length];
    await callers.until(() => refusedCount() >= REFUSED);
    isHeld = false;
    await going;
    await stranger.release();
    await callers.done;

    // Until the first who wanted the held one were answered, the others were about as fast as before, and watched.
    expect(callsUntilTold).toBeGreaterThan(untilToldMs / usualMs / SLOWER_MAX);
    expect(toldUntilTold).toBeGreaterThan(toldBefore);
    const refused = callers.journal.filter(({ answer }) => answer?.status === 503);
    for (const { answer, latencyMs } of refused) {
      expect(answer).toMatchObject({ errorCode: 'busy', retryAfter: '1' });
      expect(latencyMs).toBeGreaterThan(TOLD_AFTER_MS - 100);
      expect(latencyMs).toBeLessThan(10 * TOLD_AFTER_MS);
    }
    await expectAll(watch, projectId);
    await watch.close();
    expect(check([...usual, ...meanwhile, ...callers.journal], await readLedger(database))).toEqual([]);
  });

  /** Nothing is skipped, told twice or told out of order. */
  const expectAll = async (watch: EventWatch, projectId: number): Promise<void> => {
    const since = [projectId, watch.arrived[0]?.id];
    const stored = await database.query<{ id: number }>('SELECT id::float8 FROM events WHERE project_id = $1 AND id > $2 ORDER BY id', since);
    await watch.until((arrived) => arrived.length > stored.length);
    expect(watch.arrived.slice(1).map(({ id }) => id)).toEqual(stored.map(({ id }) => id));
  };

  /** One caller for each report, which sends it again and again. */
  const keepCalling = async (reports: readonly Report[], journal: Attempt[], goesOn: () => boolean): Promise<void> => {
    const callers = reports.map(async (report) => {
      while (goesOn()) journal.push(await sendReport(api, report));
    });
    await Promise.all(callers);
    expect(new Set(journal.map(({ answer }) => answer?.verdict))).toEqual(new Set(['progress']));
  };
});
