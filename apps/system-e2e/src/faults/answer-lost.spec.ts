/**
 * An answer is lost between client and server, or between server and database at the COMMIT: the caller cannot know
 * what became of its callback, asks again, and it is applied once.
 */
import { freePort } from '@holdpoint/evaluation-process';
import { Api } from '../lib/api';
import { Callers } from '../lib/callers/callers';
import { isAcknowledged, jobKeyOf, type Attempt, type Journal } from '../lib/callers/journal';
import { jobsOf, makeWaitingPipelines } from '../lib/callers/waiting-pipelines';
import { check } from '../lib/checker/check';
import { readLedger } from '../lib/checker/read-ledger';
import { FAULT_SEED, sized } from '../lib/faults/full-size';
import { SeededRandom } from '../lib/faults/seeded-random';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { cutAtCommit, type CommitFault } from '../lib/proxy/cut-at-commit';
import { startDatabaseProxy, type DatabaseProxy } from '../lib/proxy/database-proxy';
import { loseHttpAnswers, type HttpFault } from '../lib/proxy/lose-http-answers';
import { TcpProxy } from '../lib/proxy/tcp-proxy';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

const SHAPE = { pipelines: sized(4, 40), waits: 40 };
const CALLBACKS = SHAPE.pipelines * jobsOf(SHAPE);

describe('an answer that is lost', () => {
  const random = new SeededRandom(FAULT_SEED);
  const journalOfAll: Attempt[] = [];
  let database: TestDatabase;
  let holdpoint: HoldpointProcess;
  let toDatabase: DatabaseProxy;
  let toServer: TcpProxy;
  let commitFault: () => CommitFault = () => null;
  let httpFault: () => HttpFault = () => null;

  beforeAll(async () => {
    database = await createTestDatabase('lost');
    toDatabase = await startDatabaseProxy(database.url, cutAtCommit(() => commitFault()));
    holdpoint = await HoldpointProcess.start(await freePort(), toDatabase.url);
    toServer = await TcpProxy.start({ port: Number(new URL(holdpoint.url).port), host: '127.0.0.1' }, loseHttpAnswers(() => httpFault()));
  });
  afterEach(() => {
    commitFault = () => null;
    httpFault = () => null;
  });
  afterAll(async () => {
    await holdpoint.stop();
    await Promise.all([toServer.close(), toDatabase.proxy.close()]);
    await database.drop();
  });

  /** Reports on new pipelines while `faults` happen; answers what callers wrote down, of which the checker has no complaint. */
  const report = async (name: string, faults: () => void): Promise<Journal> => {
    const reports = await makeWaitingPipelines(new Api(holdpoint.url), { name, ...SHAPE }, random);
    faults();
    const callers = new Callers(`http://127.0.0.1:${toServer.port}`, reports, { readinessUrl: holdpoint.url });
    await callers.done;
    expect(callers.journal.filter(isAcknowledged)).toHaveLength(CALLBACKS);
    journalOfAll.push(...callers.journal);
    expect(check(journalOfAll, await readLedger(database))).toEqual([]);
    return callers.journal;
  };

  // A call whose client is gone before its body was read is not taken, so the next try may well be the first to count.
  it.each([
    ['once_delivered', 'accepted'],
    ['when_answered', 'duplicate'],
  ] as const)('between client and server (%s) is asked for again, and the next try %s', async (fault, verdict) => {
    const journal = await report(fault, () => (httpFault = () => (random.next() < 0.2 ? fault : null)));
    const lost = journal.filter(({ answer }) => answer === null);
    expect(lost.length).toBeGreaterThan(CALLBACKS / 10);
    expect(verdictsAfter(journal, ({ answer }) => answer === null)).toContain(verdict);
  });

  it.each([
    ['commit_lost', 'accepted'],
    ['answer_lost', 'duplicate'],
  ] as const)('between server and database (%s) is answered 503, and the next try %s', async (fault, verdict) => {
    // Counted, not drawn: callers share so few commits that a fifth of them by chance may be none.
    let commits = 0;
    const journal = await report(fault, () => (commitFault = () => ((commits += 1) % 5 === 3 ? fault : null)));
    const unknown = journal.filter(({ answer }) => answer?.errorCode === 'outcome_unknown');
    expect(unknown.length).toBeGreaterThan(0);
    expect(unknown.every(({ answer }) => answer?.status === 503 && answer.retryAfter !== null)).toBe(true);
    expect(verdictsAfter(journal, ({ answer }) => answer?.errorCode === 'outcome_unknown')).toContain(verdict);
  });
});

/** What callers were told in the end who had met a fault before. */
function verdictsAfter(journal: Journal, isFault: (attempt: Journal[number]) => boolean): readonly string[] {
  const hit = new Set(journal.filter(isFault).map(({ report }) => jobKeyOf(report)));
  return journal.filter(isAcknowledged).filter(({ report }) => hit.has(jobKeyOf(report))).map(({ answer }) => answer.verdict);
}
