/** Proves that look-ups of one turn are one, that nothing is kept, and that a failure stays with its batch. */
import { BatchedLookup } from './batched-lookup';

interface Batch {
  readonly keys: readonly number[];
  answer(): void;
  fail(): void;
}

function subject() {
  const batches: Batch[] = [];
  const lookup = new BatchedLookup<number, string>(
    (keys) =>
      new Promise((resolve, reject) => {
        const answer = (): void => resolve(new Map(keys.filter((key) => key > 0).map((key) => [key, `found ${key}`])));
        batches.push({ keys, answer, fail: () => reject(new Error('lost')) });
      }),
  );
  const until = async (count: number): Promise<Batch> => {
    while (batches.length < count) await new Promise(setImmediate);
    return batches[count - 1] as Batch;
  };
  return { lookup, batches, until };
}

it('asks once for what comes in one turn, and for each key once', async () => {
  const { lookup, batches, until } = subject();
  const found = Promise.all([1, 2, 1, -1].map((key) => lookup.find(key)));
  (await until(1)).answer();
  expect(await found).toEqual(['found 1', 'found 2', 'found 1', undefined]);
  expect(batches.map(({ keys }) => keys)).toEqual([[1, 2, -1]]);
});

it('asks again for what was found before', async () => {
  const { lookup, batches, until } = subject();
  for (const count of [1, 2]) {
    const found = lookup.find(7);
    (await until(count)).answer();
    expect(await found).toBe('found 7');
  }
  expect(batches).toHaveLength(2);
});

it('asks for no more than 500 keys at once, and for the others when it was answered', async () => {
  const { lookup, batches, until } = subject();
  const found = Promise.all(Array.from({ length: 501 }, (_, index) => lookup.find(index)));
  const first = await until(1);
  await new Promise(setImmediate);
  expect(batches.map(({ keys }) => keys.length)).toEqual([500]);
  first.answer();
  (await until(2)).answer();
  expect((await found).at(-1)).toBe('found 500');
  expect(batches.map(({ keys }) => keys.length)).toEqual([500, 1]);
});

it('goes on after a batch that failed', async () => {
  const { lookup, until } = subject();
  const lost = lookup.find(1);
  const batch = await until(1);
  batch.fail();
  await expect(lost).rejects.toThrow('lost');
  const later = lookup.find(2);
  (await until(2)).answer();
  expect(await later).toBe('found 2');
});
