/**
 * A callback and the start of the job that it means, at the same time from two replicas: nothing is lost and nothing
 * applied twice, whatever point the one has reached when the other comes, and no deadlock. HOLDPOINT_FULL_SIZE=1 runs
 * 10,000 pairs.
 */
import {
  Corridor,
  PipelineStore,
  ReportCallback,
  type CreatedPipeline,
  type NewPipeline,
  type PipelineTransaction,
} from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, NO_PROGRESS, type PipelineId } from '@holdpoint/pipeline-domain';
import { StoreDriver, externalPlan, gate, jobNamed, jobPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import type { Pool } from 'pg';
import { createStorePool } from '../store/create-store-pool';
import { PgPipelineStore } from '../store/pg-pipeline-store';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { PgCallbackLedger, type ParkingPoint } from './pg-callback-ledger';
import { PgPipelineLookup } from './pg-pipeline-lookup';

type StartPoint = 'created' | 'locked' | 'parked_read' | 'written';
const PARKING_POINTS: readonly ParkingPoint[] = ['keys_locked', 'looked', 'parked'];
const START_POINTS: readonly StartPoint[] = ['created', 'locked', 'parked_read', 'written'];
const PAIRS = process.env['HOLDPOINT_FULL_SIZE'] === '1' ? 10_000 : 1_000;

/** Starts pipelines and can be held up on the way. */
class WatchedStore extends PipelineStore {
  at: (point: StartPoint) => Promise<void> = () => Promise.resolve();

  constructor(private readonly store: PipelineStore) {
    super();
  }

  async create(pipeline: NewPipeline): Promise<CreatedPipeline> {
    const created = await this.store.create(pipeline);
    await this.at('created');
    return created;
  }

  transaction<T>(work: (transaction: PipelineTransaction) => Promise<T>): Promise<T> {
    return this.store.transaction((inner) =>
      work({
        lock: (...what) => this.after('locked', inner.lock(...what)),
        load: (...what) => inner.load(...what),
        findParked: (keys, busy) => this.after('parked_read', inner.findParked(keys, busy)),
        executedBelow: (ids) => inner.executedBelow(ids),
        write: (batch) => this.after('written', inner.write(batch)),
      }),
    );
  }

  private async after<T>(point: StartPoint, step: Promise<T>): Promise<T> {
    const result = await step;
    await this.at(point);
    return result;
  }
}

/** A process of its own as far as the database can tell. */
interface Replica {
  readonly pool: Pool;
  readonly corridor: Corridor;
  readonly store: WatchedStore;
  readonly report: (sha: string, key: string | null) => Promise<string>;
}

let subject: PgSubject;
let driver: StoreDriver;
const pools: Pool[] = [];

beforeAll(async () => {
  subject = await createPgSubject();
  driver = new StoreDriver(subject);
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await subject.dispose();
});

function replica(at?: (point: ParkingPoint) => Promise<void>): Replica {
  const pool = createStorePool(subject.url);
  pools.push(pool);
  const store = new WatchedStore(new PgPipelineStore(pool));
  const corridor = new Corridor(store, HOLDPOINT_CI_MODEL);
  const useCase = new ReportCallback(new PgPipelineLookup(pool, HOLDPOINT_CI_MODEL), new PgCallbackLedger(pool, HOLDPOINT_CI_MODEL, at ? { at } : {}), corridor);
  return { pool, corridor, store, report: (sha, key) => report(useCase, sha, key) };
}

async function report(useCase: ReportCallback, sha: string, matchKey: string | null): Promise<string> {
  const [projectId] = subject.projectIds;
  const byCommit = matchKey === null;
  const taken = await useCase.execute({
    target: { projectId, pipelineId: null, jobName: byCommit ? 'sync' : null, ref: byCommit ? 'main' : null, shas: byCommit ? [sha] : null, matchKey },
    jobId: null,
    report: { outcome: 'success', progress: NO_PROGRESS },
    actor: 'flux',
    request: {},
    idempotency: null,
    provider: 'pipeline_callback',
  event: null,
  replayOf: null,
    dryRun: false,
  });
  if (!taken.ok) throw new Error(taken.error);
  return taken.value.matches[0]?.verdict ?? 'none';
}

/** `sync` starts with the pipeline, or after the parked callback of `first` has ended that. */
const planOf = (matchKey: string | null) =>
  pipelinePlan([
    externalPlan('sync', { options: { external: matchKey === null ? {} : { matchKey } } }),
    jobPlan('after', { stage: 'z' }),
  ]);

async function start({ store, corridor }: Replica, sha: string, matchKey: string | null): Promise<PipelineId> {
  const { id } = await store.create(driver.newPipeline(planOf(matchKey), { sha }));
  const answer = await corridor.submit({ pipelineId: id, command: { type: 'process' } });
  if (!answer.ok) throw new Error(answer.error);
  return id;
}

async function expectAppliedOnce(pipelineId: PipelineId): Promise<void> {
  expect(jobNamed(await driver.load(pipelineId), 'sync').status).toBe('success');
  const { rows } = await subject.pool.query<{ verdict: string }>(
    "SELECT verdict FROM callback_matches WHERE pipeline_id = $1 AND verdict <> 'parked'",
    [pipelineId],
  );
  expect(rows).toEqual([{ verdict: 'accepted' }]);
}

const parkedRows = async (): Promise<number> =>
  (await subject.pool.query<{ count: number }>('SELECT count(*) FROM parked_callbacks')).rows[0]?.count ?? -1;

const deadlocks = async (): Promise<number> =>
  (await subject.pool.query<{ deadlocks: number }>('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()'))
    .rows[0]?.deadlocks ?? -1;

let made = 0;
const newSha = (): string => (made += 1).toString(16).padStart(40, '0');

/** Resolves when a point is reached, when a lock is waited for on the way there, or when the way did not lead there. */
async function reached(point: Promise<void>, end: Promise<unknown>): Promise<void> {
  let over = false;
  const ended = Promise.race([point, end.catch(() => undefined)]).then(() => (over = true));
  const waits = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
  while (!over && (await subject.pool.query(waits)).rows.length === 0);
  if (over) await ended;
}

describe.each(PARKING_POINTS)('a callback at %s', (parkingPoint) => {
  describe.each(START_POINTS)('and a start at %s', (startPoint) => {
    it.each([
      ['callback', 'start', 'commit'],
      ['start', 'callback', 'commit'],
      ['callback', 'start', 'key'],
      ['start', 'callback', 'key'],
    ])('come to one end when the %s is there first and the %s goes on last, found by %s', async (first, _last, by) => {
      const [parkerThere, parkerOn, starterThere, starterOn] = [gate(), gate(), gate(), gate()];
      const parker = replica(async (point) => {
        if (point !== parkingPoint) return;
        parkerThere.open();
        await parkerOn.opened;
      });
      const starter = replica();
      starter.store.at = async (point) => {
        if (point !== startPoint) return;
        starterThere.open();
        await starterOn.opened;
      };
      const sha = newSha();
      const key = by === 'key' ? `key-${sha}` : null;
      const callback = () => parker.report(sha, key);
      const begin = () => start(starter, sha, key);
      let [reported, started]: [Promise<string> | undefined, Promise<PipelineId> | undefined] = [undefined, undefined];
      if (first === 'callback') await reached(parkerThere.opened, (reported = callback()));
      else await reached(starterThere.opened, (started = begin()));
      if (first === 'callback') await reached(starterThere.opened, (started = begin()));
      else await reached(parkerThere.opened, (reported = callback()));
      for (const goOn of first === 'callback' ? [parkerOn, starterOn] : [starterOn, parkerOn]) goOn.open();
      const [verdict, pipelineId] = await Promise.all([reported, started]);
      if (pipelineId === undefined) throw new Error('both have begun');
      expect(['parked', 'accepted']).toContain(verdict);
      await expectAppliedOnce(pipelineId);
      expect(await parkedRows()).toBe(0);
    });
  });
});

it(`${PAIRS} callbacks and starts at once, from four replicas: none lost, none applied twice, no deadlock`, async () => {
  const replicas = [replica(), replica(), replica(), replica()];
  const at = (index: number): Replica => replicas[index % replicas.length] ?? replica();
  const pairs = Array.from({ length: PAIRS }, (_, index) => {
    const sha = newSha();
    return { index, sha, key: index % 2 === 0 ? `key-${sha}` : null };
  });
  for (let from = 0; from < pairs.length; from += 100) {
    const begun = pairs.slice(from, from + 100).map(({ index, sha, key }) => {
      const callback = () => at(index).report(sha, key);
      const begin = () => start(at(index + 1 + (index % 3)), sha, key);
      return index % 3 === 0 ? [begin(), callback()] : [callback(), begin()];
    });
    await Promise.all(begun.flat());
  }
  const { rows } = await subject.pool.query<{ ended: number; accepted: number }>(
    `SELECT (SELECT count(*) FROM external_jobs JOIN pipelines ON pipelines.id = pipeline_id
             WHERE external_jobs.status = 'success' AND sha = ANY($1)) AS ended,
       (SELECT count(*) FROM callback_matches JOIN pipelines ON pipelines.id = pipeline_id
        WHERE verdict = 'accepted' AND sha = ANY($1)) AS accepted`,
    [pairs.map(({ sha }) => sha)],
  );
  expect(rows).toEqual([{ ended: PAIRS, accepted: PAIRS }]);
  expect([await parkedRows(), await deadlocks()]).toEqual([0, 0]);
}, 600_000);

it('what was parked before a restart is applied after it', async () => {
  const sha = newSha();
  const before = replica();
  expect(await before.report(sha, null)).toBe('parked');
  await before.corridor.stop();
  await expectAppliedOnce(await start(replica(), sha, null));
});

it('what was parked is applied no more once its time is over', async () => {
  const sha = newSha();
  expect(await replica().report(sha, null)).toBe('parked');
  await subject.pool.query("UPDATE parked_callbacks SET expires_at = holdpoint_now() - interval '1 second'");
  const pipelineId = await start(replica(), sha, null);
  expect(jobNamed(await driver.load(pipelineId), 'sync').status).toBe('running_externally');
});
