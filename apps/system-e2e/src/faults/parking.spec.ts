/**
 * Callbacks and the starts of the jobs that they mean, at once and at several replicas, while PostgreSQL crashes
 * (`-m immediate`): whatever the order and whatever was lost on the way, each job ends once and nothing stays parked.
 */
import { freePort, isReady } from '@holdpoint/evaluation-process';
import type { CallbackResponse, PipelineResponse } from '@holdpoint/pipeline-contract';
import { Api, eventually, type Answer } from '../lib/api';
import { FAULT_SEED, sized } from '../lib/faults/full-size';
import { PostgresServer } from '../lib/faults/postgres-server';
import { SeededRandom } from '../lib/faults/seeded-random';
import { HoldpointProcess } from '../lib/holdpoint-process';
import { createTestDatabase, type TestDatabase } from '../lib/test-database';

const REPLICAS = sized(2, 4);
const RESTARTS = sized(2, 5);
/** Pairs that are begun together. */
const AT_ONCE = 50;
const PAIRS = sized(400, 10_000);
const CONFIG = 'sync: { external: { match: { key: $KEY } }, timeout: 1 day }';

/** What a pair comes to: one call reports that `sync` has succeeded, the other makes its pipeline. */
interface Pair {
  readonly key: string;
  readonly report: () => Promise<void>;
  readonly start: () => Promise<void>;
}

describe('callbacks and starts at once', () => {
  const random = new SeededRandom(FAULT_SEED);
  const replicas: HoldpointProcess[] = [];
  const verdicts: string[] = [];
  let database: TestDatabase;
  let server: PostgresServer;
  let projectId: number;
  /** Somebody was told to ask again. */
  let toldToAskAgain = (): void => undefined;

  beforeAll(async () => {
    database = await createTestDatabase('parking');
    // The test server does not wait for its log, which would lose commits in a crash that durable servers keep.
    await database.alter('SET synchronous_commit = on');
    server = await PostgresServer.of(database);
    while (replicas.length < REPLICAS) replicas.push(await HoldpointProcess.start(await freePort(), database.url, { TIMEOUT_TICK_MS: '1000' }));
    projectId = await new Api(replicas[0]?.url ?? '').createProject('parking', CONFIG);
  });
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await database.drop();
  });

  /** Calls one of the replicas until it is told more than when to ask again, or finds what it asked for `settled`: not known is not undone. */
  async function insist<T>(path: string, body: object, settled: () => Promise<boolean>): Promise<Answer<T> | null> {
    const { url } = replicas[Math.floor(random.between(0, REPLICAS))] ?? { url: '' };
    for (;;) {
      const answer = await new Api(url).call<T>('POST', `/projects/${projectId}/${path}`, body);
      if (answer.status < 300) return answer;
      if (answer.status !== 503) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      toldToAskAgain();
      await eventually(async () => ((await isReady(url)) ? true : undefined));
      // The API looks once a second whether the database is there: it may have been ready and be gone.
      const isSettled = (): Promise<boolean> => eventually(() => settled().catch(() => undefined));
      if (answer.headers.get('x-error-code') === 'outcome_unknown' && (await isSettled())) return null;
    }
  }

  const pairOf = (key: string): Pair => ({
    key,
    report: async () => {
      const body = { match_key: key, job_status: 'success' };
      // Reported twice it is a duplicate, which is what callers may rely on.
      const answer = await insist<CallbackResponse>('pipeline_callback', body, () => Promise.resolve(false));
      verdicts.push(answer?.body.verdict ?? 'none');
    },
    start: async () => {
      const body = { ref: 'main', variables: [{ key: 'KEY', value: key }] };
      // Made twice it would be two pipelines, and the callback would end the job of one.
      await insist<PipelineResponse>('pipeline', body, async () => (await database.query(JOBS_OF, [key])).length > 0);
    },
  });

  const begin = (pairs: readonly Pair[]): readonly Promise<void>[] =>
    random.shuffle(pairs.flatMap(({ report, start }) => [report, start])).map((call) => call());

  /** Crashes while some calls are under way; others are made while it is away, and one of them is told so before it is back. */
  async function crashAmid(pairs: readonly Pair[]): Promise<void> {
    const [early, others] = [pairs.slice(0, AT_ONCE / 5), pairs.slice(AT_ONCE / 5)];
    await Promise.all(early.map(({ report }) => report()));
    const underWay = begin(others.slice(0, others.length / 2));
    await Promise.any(underWay);
    await server.stop('immediate');
    const told = new Promise<void>((resolve) => (toldToAskAgain = resolve));
    const meanwhile = begin(others.slice(others.length / 2));
    await told;
    await server.start();
    await Promise.all([...underWay, ...meanwhile, ...early.map(({ start }) => start())]);
  }

  it(`${PAIRS} pairs and ${RESTARTS} crashes: none is lost, none applied twice, no deadlock`, async () => {
    const said = server.log().length;
    const pairs = Array.from({ length: PAIRS }, (_, index) => pairOf(`deploy-${index}`));
    const crowds = Array.from({ length: PAIRS / AT_ONCE }, (_, index) => pairs.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
    const crashes = Array.from({ length: RESTARTS }, (_, index) => Math.floor(((index + 0.5) * crowds.length) / RESTARTS));
    for (const [index, crowd] of crowds.entries()) {
      await (crashes.includes(index) ? crashAmid(crowd) : Promise.all(begin(crowd)));
    }
    await eventually(async () => ((await database.query(UNFINISHED)).length === 0 ? true : undefined));

    expect(await database.query(STORED)).toEqual([
      { jobs: PAIRS, keys: PAIRS, succeeded: PAIRS, endings: PAIRS, accepted: PAIRS, ended_by_callback: PAIRS, parked: 0 },
    ]);
    // Some were there first on either side, or this has shown nothing.
    expect([...new Set(verdicts)].filter((verdict) => verdict !== 'duplicate').sort()).toEqual(['accepted', 'parked']);
    expect(server.log().slice(said)).not.toContain('deadlock detected');
  });
});

const JOBS_OF = 'SELECT id FROM external_jobs WHERE match_key = $1';

const UNFINISHED = 'SELECT id FROM external_jobs WHERE finished_at IS NULL LIMIT 1';

const STORED = `
  SELECT count(*)::int AS jobs, count(DISTINCT match_key)::int AS keys, count(*) FILTER (WHERE status = 'success')::int AS succeeded,
    (SELECT count(*)::int FROM job_history WHERE ending) AS endings,
    (SELECT count(*)::int FROM callback_matches WHERE verdict = 'accepted') AS accepted,
    (SELECT count(DISTINCT external_job_id)::int FROM callback_matches WHERE verdict = 'accepted') AS ended_by_callback,
    (SELECT count(*)::int FROM parked_callbacks) AS parked
  FROM external_jobs`;
