/**
 * A sweep on the in-memory store: everything overdue is brought up to date in one call, and a pipeline that is held
 * or broken delays nobody else.
 */
import { HOLDPOINT_CI_MODEL, type PipelineId } from '@holdpoint/pipeline-domain';
import { Corridor } from '../corridor/corridor';
import { FaultyStore, newPipeline } from '../corridor/faulty-store.fixture';
import { PipelineLookup, type CallbackTargets, type WakeUps } from '../ports/pipeline-lookup';
import { SWEEP_BATCH_MAX, SweepOverdue } from './sweep-overdue';

/** Finds wake-ups among the pipelines of a store; nothing else is asked of it here. */
class TestLookup extends PipelineLookup {
  /** The store's clock, as this has read it. */
  now = 1_000;

  constructor(
    private readonly store: FaultyStore,
    private readonly ids: readonly PipelineId[],
  ) {
    super();
  }

  findPipeline = (): Promise<undefined> => Promise.resolve(undefined);
  findCallbackTargets = (): Promise<CallbackTargets> => Promise.resolve({ policy: 'all', found: [] });
  findPipelineOfJob = (): Promise<undefined> => Promise.resolve(undefined);

  findWakeUps(limit: number, without: readonly PipelineId[] = []): Promise<WakeUps> {
    const isDue = (id: PipelineId): boolean => (this.store.inner.read(id)?.wakeAt ?? Infinity) <= this.now;
    const due = this.ids.filter((id) => isDue(id) && !without.includes(id)).slice(0, limit);
    return Promise.resolve({ now: this.now, due, nextAt: null, clockStands: false });
  }
}

/** Every new pipeline is due at once. */
const setUp = async (count: number): Promise<{ store: FaultyStore; ids: PipelineId[]; sweep: SweepOverdue; lookup: TestLookup }> => {
  const store = new FaultyStore();
  const created = await Promise.all(Array.from({ length: count }, () => store.create(newPipeline)));
  const ids = created.map(({ id }) => id);
  const lookup = new TestLookup(store, ids);
  return { store, ids, lookup, sweep: new SweepOverdue(lookup, new Corridor(store, HOLDPOINT_CI_MODEL)) };
};
const statusOf = (store: FaultyStore, id: PipelineId | undefined): string | undefined => store.inner.read(id ?? 0)?.status;

describe('a sweep', () => {
  it('goes on after the first batch until nothing is overdue', async () => {
    const { store, ids, sweep } = await setUp(SWEEP_BATCH_MAX * 2 + 1);
    expect((await sweep.execute()).swept).toBe(ids.length);
    expect(ids.filter((id) => statusOf(store, id) !== 'running')).toEqual([]);
  });

  it('brings all others up to date when the pass of one fails, and says which', async () => {
    const { store, ids, sweep } = await setUp(20);
    const broken = ids[3] ?? 0;
    store.fault = (locked) => {
      if (locked.includes(broken)) throw new Error('check constraint');
    };
    const { swept, failures } = await sweep.execute();
    expect([swept, failures.map(({ pipelineId }) => pipelineId)]).toEqual([19, [broken]]);
  });

  it('leaves a pipeline that someone holds to its holder', async () => {
    const { store, ids, sweep } = await setUp(3);
    await store.inner.transaction(async (transaction) => {
      await transaction.lock([ids[0] ?? 0], 'wait');
      expect((await sweep.execute()).swept).toBe(2);
    });
    expect(ids.map((id) => statusOf(store, id))).toEqual(['created', 'running', 'running']);
  });

  it('ends after the batch under way when it is told to stop', async () => {
    const { store, ids, sweep } = await setUp(SWEEP_BATCH_MAX * 2 + 1);
    const stopping = new AbortController();
    store.fault = () => stopping.abort();
    expect((await sweep.execute(stopping.signal)).swept).toBe(SWEEP_BATCH_MAX);
    expect(ids.filter((id) => statusOf(store, id) === 'created')).toHaveLength(SWEEP_BATCH_MAX + 1);
  });

  it('comes to an end when a pass leaves a pipeline overdue, and says that it is', async () => {
    const { sweep, lookup } = await setUp(2);
    // The jobs of both wait for a minute once they are looked at, and are due by this clock at once.
    lookup.now = 100_000;
    expect(await sweep.execute()).toMatchObject({ swept: 2, failures: [], stillDue: 2 });
  });
});
