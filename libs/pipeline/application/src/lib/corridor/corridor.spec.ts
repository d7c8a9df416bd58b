/**
 * The corridor on the in-memory store: what is batched, who is told what, and that nobody hurts a neighbour.
 * Faults are injected by a store that fails on demand around the real one.
 */
import { HOLDPOINT_CI_MODEL, type PipelineId } from '@holdpoint/pipeline-domain';
import { StoreError } from '../ports/store-error';
import { Corridor, CORRIDOR_OPTIONS } from './corridor';
import type { CorridorAnswer } from './corridor-member';
import { callback, setUp, verdictOf } from './corridor-subject.fixture';
import { FaultyStore, newPipeline } from './faulty-store.fixture';
import { HELD_WAIT_MS } from './held-pipelines';

describe('the corridor', () => {
  it('takes what arrives together in one transaction', async () => {
    const { store, corridor, ids } = await setUp(100);
    const answers = await Promise.all(ids.map((id) => callback(corridor, id)));
    expect(answers.map(verdictOf)).toEqual(ids.map(() => 'accepted'));
    expect(store.transactions).toBe(1);
  });

  it('decides the members of one pipeline in order: the first is accepted, 49 are duplicates', async () => {
    const { corridor, ids } = await setUp(1);
    const answers = await Promise.all(Array.from({ length: 50 }, () => callback(corridor, ids[0] ?? 0)));
    expect(answers.map(verdictOf)).toEqual(['accepted', ...Array.from({ length: 49 }, () => 'duplicate')]);
  });

  it('answers nobody before the commit', async () => {
    const { store, corridor, ids } = await setUp(1);
    const seen: string[] = [];
    store.fault = () => seen.push('commit');
    await callback(corridor, ids[0] ?? 0).then(() => seen.push('answer'));
    expect(seen).toEqual(['commit', 'answer']);
  });

  it('fails the one member that breaks a batch and carries out all others', async () => {
    const { store, corridor, ids } = await setUp(40);
    const poisoned = ids[17];
    store.fault = (locked) => {
      if (locked.includes(poisoned ?? 0)) throw new Error('check constraint');
    };
    const settled = await Promise.allSettled(ids.map((id) => callback(corridor, id)));
    const failed = ids.filter((_, index) => settled[index]?.status === 'rejected');
    expect(failed).toEqual([poisoned]);
    expect(ids.filter((id) => store.inner.read(id)?.status === 'success')).toHaveLength(39);
  });

  it('tries again after a deadlock and blames nobody', async () => {
    const { store, corridor, ids } = await setUp(10);
    store.fault = (_, transaction) => {
      if (transaction <= 2) throw new StoreError('conflict', { cause: null });
    };
    const answers = await Promise.all(ids.map((id) => callback(corridor, id)));
    expect(answers.map(verdictOf)).toEqual(ids.map(() => 'accepted'));
    expect(store.transactions).toBe(3);
  });

  it.each([
    ['conflict', 'busy'],
    ['held', 'busy'],
    ['unavailable', 'unavailable'],
    ['commit_unknown', 'outcome_unknown'],
  ] as const)('answers %s that does not go away with %s', async (kind, error) => {
    const { store, corridor, ids } = await setUp(3);
    store.fault = () => {
      throw new StoreError(kind, { cause: null });
    };
    const answers = await Promise.all(ids.map((id) => callback(corridor, id)));
    expect(answers).toEqual(ids.map(() => ({ ok: false, error })));
  });

  it('does not try again when a try has failed too slowly: its callers have waited long enough', async () => {
    const { store, corridor, ids } = await setUp(1, { retryWithinMs: 1 });
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    store.delay = async () => jest.advanceTimersByTime(2);
    store.fault = () => {
      throw new StoreError('unavailable', { cause: null });
    };
    const answer = await callback(corridor, ids[0] ?? 0);
    jest.useRealTimers();
    expect(answer).toEqual({ ok: false, error: 'unavailable' });
    expect(store.transactions).toBe(1);
  });

  it('answers a full queue with busy at once', async () => {
    const store = new FaultyStore();
    const corridor = new Corridor(store, HOLDPOINT_CI_MODEL, { ...CORRIDOR_OPTIONS, queuedMax: 1 });
    const { id } = await store.create(newPipeline);
    const [first, second] = await Promise.all([callback(corridor, id), callback(corridor, id)]);
    expect([verdictOf(first), second]).toEqual(['parked', { ok: false, error: 'busy' }]);
  });

  it('answers pipeline_not_found for a pipeline that is not there', async () => {
    const { corridor } = await setUp(0);
    expect(await callback(corridor, 404)).toEqual({ ok: false, error: 'pipeline_not_found' });
  });

  it('serves of two in one batch the one that names the project of the pipeline', async () => {
    const { store, corridor, ids } = await setUp(1);
    const [id = 0] = ids;
    const [foreign, own] = await Promise.all([callback(corridor, id, 'failed', 2), callback(corridor, id, 'success', 1)]);
    expect([foreign, verdictOf(own)]).toEqual([{ ok: false, error: 'pipeline_not_found' }, 'accepted']);
    expect([store.transactions, store.inner.read(id)?.status]).toEqual([1, 'success']);
  });

  it('drains what is under way when it stops and refuses what comes after', async () => {
    const { corridor, ids } = await setUp(5);
    const underWay = ids.map((id) => callback(corridor, id));
    await corridor.stop();
    expect((await Promise.all(underWay)).map(verdictOf)).toEqual(ids.map(() => 'accepted'));
    expect(await callback(corridor, ids[0] ?? 0)).toEqual({ ok: false, error: 'stopping' });
  });
});

describe('a pipeline that someone else holds', () => {
  /** Holds pipelines in a transaction of its own until released. */
  const hold = async (store: FaultyStore, ids: readonly PipelineId[]): Promise<() => Promise<void>> => {
    let release = (): void => undefined;
    let acquired = (): void => undefined;
    const ready = new Promise<void>((resolve) => (acquired = resolve));
    const ended = store.inner.transaction(async (transaction) => {
      await transaction.lock(ids, 'wait');
      acquired();
      await new Promise<void>((resolve) => (release = resolve));
    });
    await ready;
    return async () => {
      release();
      await ended;
    };
  };

  it('is waited for aside while the others go on, and gets all its commands in order', async () => {
    const { store, corridor, ids } = await setUp(3);
    const [heldId = 0, ...others] = ids;
    const release = await hold(store, [heldId]);
    const waiting = [callback(corridor, heldId, 'failed'), callback(corridor, heldId, 'success')];
    const free = await Promise.all(others.map((id) => callback(corridor, id)));
    waiting.push(callback(corridor, heldId, 'failed'));
    expect(free.map(verdictOf)).toEqual(['accepted', 'accepted']);
    await release();
    expect((await Promise.all(waiting)).map(verdictOf)).toEqual(['accepted', 'conflict', 'duplicate']);
    expect(store.inner.read(heldId)?.status).toBe('failed');
  });

  it('is not waited for by who names it in another project', async () => {
    const { store, corridor, ids } = await setUp(1);
    const [heldId = 0] = ids;
    const release = await hold(store, [heldId]);
    const own = callback(corridor, heldId, 'success', 1);
    expect(await callback(corridor, heldId, 'failed', 2)).toEqual({ ok: false, error: 'pipeline_not_found' });
    expect(await callback(corridor, heldId, 'failed', 2)).toEqual({ ok: false, error: 'pipeline_not_found' });
    await release();
    expect(verdictOf(await own)).toBe('accepted');
  });

  it('answers busy to those for whom no connection was free in time', async () => {
    const { store, corridor, ids } = await setUp(3);
    const release = await hold(store, ids);
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const answers = ids.map((id) => callback(corridor, id));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    jest.advanceTimersByTime(HELD_WAIT_MS);
    jest.useRealTimers();
    expect(await answers[2]).toEqual({ ok: false, error: 'busy' });
    await release();
    expect((await Promise.all(answers.slice(0, 2))).map(verdictOf)).toEqual(['accepted', 'accepted']);
  });

  it('does not keep a third from going on when two fill all places', async () => {
    const { store, corridor, ids } = await setUp(3);
    const [first = 0, second = 0, third = 0] = ids;
    const releaseLong = await hold(store, [first, second]);
    const releaseShort = await hold(store, [third]);
    const answers = [callback(corridor, first), callback(corridor, second), callback(corridor, third)];
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await releaseShort();
    expect(verdictOf((await answers[2]) as CorridorAnswer)).toBe('accepted');
    await releaseLong();
    expect((await Promise.all(answers)).map(verdictOf)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('is waited for again, in order, when its lock was not granted in time', async () => {
    const { store, corridor, ids } = await setUp(1);
    const release = await hold(store, ids);
    let late: Promise<CorridorAnswer> | undefined;
    store.fault = (_, transaction) => {
      if (transaction !== 2) return;
      late = callback(corridor, ids[0] ?? 0, 'failed');
      throw new StoreError('held', { cause: null });
    };
    const first = callback(corridor, ids[0] ?? 0, 'success');
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await release();
    expect(verdictOf(await first)).toBe('accepted');
    expect(late && verdictOf(await late)).toBe('conflict');
  });

  it('is waited for again with all its commands when its lock was not granted to the first half of a batch', async () => {
    const { store, corridor, ids } = await setUp(1);
    const [heldId = 0] = ids;
    const release = await hold(store, ids);
    store.fault = (_, transaction) => {
      if (transaction === 3) throw new Error('check constraint');
      if (transaction === 4) throw new StoreError('held', { cause: null });
    };
    // The first to be set aside waits alone; the others follow as one batch.
    void corridor.submit({ pipelineId: heldId, command: { type: 'process' } });
    const answers = (['failed', 'success', 'failed'] as const).map((outcome) => callback(corridor, heldId, outcome));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await release();
    expect((await Promise.all(answers)).map(verdictOf)).toEqual(['accepted', 'conflict', 'duplicate']);
    expect(store.transactions).toBe(5);
  });

  it('answers busy to whose time is up while its lock is waited for', async () => {
    const { store, corridor, ids } = await setUp(1);
    const release = await hold(store, ids);
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    store.fault = (_, transaction) => {
      if (transaction === 2) throw new StoreError('held', { cause: null });
    };
    const answer = callback(corridor, ids[0] ?? 0);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    jest.advanceTimersByTime(HELD_WAIT_MS);
    jest.useRealTimers();
    await release();
    expect(await answer).toEqual({ ok: false, error: 'busy' });
  });

  it('is not waited for by who does not want to wait', async () => {
    const { store, corridor, ids } = await setUp(1);
    const release = await hold(store, ids);
    const answer = await corridor.submit({ pipelineId: ids[0] ?? 0, command: { type: 'process' }, skipIfHeld: true });
    expect(answer).toEqual({ ok: false, error: 'busy' });
    await release();
  });

  it('keeps the order of its commands when a batch is halved for a bad member', async () => {
    const { store, corridor, ids } = await setUp(3, { heldWaitersMax: 0 });
    const [heldId = 0, other = 0, poisoned = 0] = ids;
    const release = await hold(store, [heldId]);
    store.fault = (locked) => {
      if (!locked.includes(poisoned)) return;
      void release();
      throw new Error('check constraint');
    };
    const first = callback(corridor, heldId, 'success');
    const rest = [callback(corridor, other), callback(corridor, poisoned).catch(() => null)];
    const second = callback(corridor, heldId, 'failed');
    await Promise.all(rest);
    expect([verdictOf(await first), verdictOf(await second)]).toEqual(['accepted', 'conflict']);
  });
});

describe('the width of the corridor', () => {
  it('never has one pipeline in two transactions at once', async () => {
    const { store, corridor, ids } = await setUp(4, { lanes: 4, batchMax: 1 });
    let worst = 0;
    const open = new Map<PipelineId, number>();
    store.entered = (id) => {
      open.set(id, (open.get(id) ?? 0) + 1);
      worst = Math.max(worst, open.get(id) ?? 0);
    };
    store.left = (id) => open.set(id, (open.get(id) ?? 0) - 1);
    await Promise.all(Array.from({ length: 40 }, (_, index) => callback(corridor, ids[index % 4] ?? 0)));
    expect(worst).toBe(1);
  });

  it('takes no more commands into a transaction than it may', async () => {
    const { store, corridor, ids } = await setUp(10, { batchMax: 4 });
    await Promise.all(ids.map((id) => callback(corridor, id)));
    expect(store.transactions).toBe(3);
  });

  it('tells of the earliest wake-up of a batch', async () => {
    const { corridor, store } = await setUp(0);
    const told: number[] = [];
    corridor.onWakeAt((at) => told.push(at));
    const { id } = await store.create(newPipeline);
    await corridor.submit({ pipelineId: id, command: { type: 'process' } });
    expect(told).toEqual([61_000]);
  });

  it('waits for a slow transaction when it stops', async () => {
    const { store, corridor, ids } = await setUp(1);
    const seen: string[] = [];
    store.delay = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    const answered = callback(corridor, ids[0] ?? 0).then(() => seen.push('answered'));
    await new Promise((resolve) => setImmediate(resolve));
    await corridor.stop();
    seen.push('stopped');
    await answered;
    expect(seen).toEqual(['answered', 'stopped']);
  });
});
