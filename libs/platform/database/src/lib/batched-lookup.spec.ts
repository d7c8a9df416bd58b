/** Look-ups of one moment are one search, those that come during it the next; nothing is remembered. */
import { BatchedLookup } from './batched-lookup';

interface Search {
  readonly keys: readonly string[];
  readonly answer: (found: ReadonlyMap<string, number>) => void;
  readonly fail: (error: Error) => void;
}

let searches: Search[];
let lookup: BatchedLookup<string, number>;
beforeEach(() => {
  searches = [];
  lookup = new BatchedLookup(
    (keys) => new Promise((answer, fail) => searches.push({ keys, answer, fail })),
  );
});
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const keysSearched = (): readonly (readonly string[])[] => searches.map(({ keys }) => keys);

it('asks once for what is asked for together, and once for what comes meanwhile', async () => {
  const first = [lookup.find('a'), lookup.find('b'), lookup.find('a')];
  await turn();
  const second = [lookup.find('a'), lookup.find('c')];
  await turn();
  expect(keysSearched()).toEqual([['a', 'b']]);
  searches[0]?.answer(new Map([['a', 1]]));
  expect(await Promise.all(first)).toEqual([1, undefined, 1]);
  await turn();
  expect(keysSearched()).toEqual([['a', 'b'], ['a', 'c']]);
  searches[1]?.answer(new Map([['c', 3]]));
  expect(await Promise.all(second)).toEqual([undefined, 3]);
});

it('goes on after a search that failed', async () => {
  const failed = lookup.find('a');
  await turn();
  const next = lookup.find('a');
  searches[0]?.fail(new Error('away'));
  await expect(failed).rejects.toThrow('away');
  await turn();
  searches[1]?.answer(new Map([['a', 1]]));
  expect(await next).toBe(1);
});
