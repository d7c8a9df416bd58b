/**
 * What the random worlds are worth: the product passes them, they are the same for the same seed, and a mistake in any part is
 * found early and comes out as a small file that fails on the engine with the mistake and passes on the product.
 */
import type { Finding } from '@holdpoint/evaluation-experiment';
import { readCase, ReducerEngine, runCase, type ConformanceCase } from '@holdpoint/evaluation-scenario';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { PLANTED_BUGS } from './planted-bugs.fixture';
import { searchWorlds, type WorldSearch } from './search-worlds';
import { failureOf } from './world-failure';
import { worldsFindings } from './worlds-findings';

const SEED = 1;
const search: WorldSearch = { seed: SEED, worlds: 1_000, failuresMax: 1, signal: new AbortController().signal, progress: () => undefined };
const product = new ReducerEngine(HOLDPOINT_CI_MODEL);

function readBack(reproduction: string | null): ConformanceCase {
  const read = readCase('reproduction', reproduction ?? '');
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

it('finds nothing in the product', async () => {
  const result = await searchWorlds(product, search);
  expect(result.failures).toEqual([]);
  expect(result.cases).toHaveLength(1_000);
}, 120_000);

it('finds the same for the same seed, and goes through other worlds for another', async () => {
  const findings = async (seed: number): Promise<readonly Finding[]> =>
    worldsFindings(await searchWorlds(product, { ...search, seed, worlds: 100 }), seed);
  expect(await findings(SEED)).toEqual(await findings(SEED));
  expect(await findings(SEED + 1)).not.toEqual(await findings(SEED));
});

it('ends with the reason of its signal', async () => {
  const signal = AbortSignal.abort(new Error('interrupted'));
  await expect(searchWorlds(product, { ...search, signal })).rejects.toThrow('interrupted');
});

describe.each(PLANTED_BUGS)('$part: $bug', ({ engine }) => {
  it('is found, and shown by a small file that the product passes', async () => {
    const result = await searchWorlds(engine, search);
    const [found] = worldsFindings(result, SEED);
    const smallest = readBack(found?.reproduction ?? null);
    expect(await failureOf(engine, smallest)).toEqual(result.failures[0]?.failure);
    expect((await runCase(product, smallest)).failure).toBeNull();
    expect(smallest.transitions.length).toBeLessThanOrEqual(5);
    expect(found?.severity).not.toBe('none');
  });
});
