/** When another lane opens: batches are to be large, and nobody is to wait for one that stands still. */
import { callback, setUp, verdictOf } from './corridor-subject.fixture';
import type { FaultyStore } from './faulty-store.fixture';

/** Stops the next transaction: a promise of it having come that far, and a function that lets it go on. */
function stopped(store: FaultyStore): [reached: Promise<void>, letGo: () => void] {
  let letGo = (): void => undefined;
  const reached = new Promise<void>((resolve) => {
    store.delay = () => {
      store.delay = () => Promise.resolve();
      resolve();
      return new Promise((go) => (letGo = go));
    };
  });
  return [reached, () => letGo()];
}

describe('another lane', () => {
  it('opens when as many wait as are in flight', async () => {
    const { store, corridor, ids } = await setUp(8, { nextLaneMs: 60_000 });
    const [first, letGo] = stopped(store);
    const answers = ids.slice(0, 4).map((id) => callback(corridor, id));
    await first;
    answers.push(...ids.slice(4, 7).map((id) => callback(corridor, id)));
    await new Promise(setImmediate);
    expect(store.transactions).toBe(1);
    answers.push(callback(corridor, ids[7] ?? 0));
    await Promise.all(answers.slice(4));
    expect(store.transactions).toBe(2);
    letGo();
    expect((await Promise.all(answers)).map(verdictOf)).toEqual(ids.map(() => 'accepted'));
    await corridor.stop();
  });

  it('opens in time, so that nobody waits for a batch that stands still', async () => {
    const { store, corridor, ids } = await setUp(5);
    const [first, letGo] = stopped(store);
    const stuck = ids.slice(0, 4).map((id) => callback(corridor, id));
    await first;
    expect(verdictOf(await callback(corridor, ids[4] ?? 0))).toBe('accepted');
    letGo();
    await Promise.all(stuck);
  });
});

describe('a free lane', () => {
  it('waits for half of those who were here before: callers come back', async () => {
    const { store, corridor, ids } = await setUp(8, { gatherMs: 60_000 });
    const answers = ids.slice(0, 3).map((id) => callback(corridor, id));
    await new Promise(setImmediate);
    expect(store.transactions).toBe(0);
    answers.push(callback(corridor, ids[3] ?? 0));
    expect((await Promise.all(answers)).map(verdictOf)).toEqual(answers.map(() => 'accepted'));
    expect(store.transactions).toBe(1);
  });

  it('does not wait for long: they may not come back', async () => {
    const { store, corridor, ids } = await setUp(8);
    expect(verdictOf(await callback(corridor, ids[0] ?? 0))).toBe('accepted');
    expect(store.transactions).toBe(1);
  });

  it('does not let a lone caller wait twice', async () => {
    const { corridor, ids } = await setUp(8);
    await callback(corridor, ids[0] ?? 0);
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    expect(verdictOf(await callback(corridor, ids[1] ?? 0))).toBe('accepted');
    jest.useRealTimers();
  });
});
