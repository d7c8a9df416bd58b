/** Worlds are the same for the same seed, and each safeguard is what keeps some pipeline of one of them right. */
import { SECOND_MS } from '@holdpoint/kernel';
import { countEndings, type Ending } from './count-endings';
import { runWorld } from './run-world';
import { USUAL_WORLD } from './world/usual-world';
import { NO_FAULTS, type WorldOptions } from './world/world-options';

const ROUGH: WorldOptions = {
  ...USUAL_WORLD,
  revision: 'oci_registry',
  faults: { lost: 0, doubled: 60, late: 30, reordered: 50, crashed: 30, downtimeMs: 10 * SECOND_MS, forged: 50, annotated: 50 },
};

async function endingsOf(options: WorldOptions, worlds = 8): Promise<ReturnType<typeof countEndings>> {
  const endings: Ending[] = [];
  for (let seed = 0; seed < worlds; seed += 1) endings.push(...(await runWorld(options, seed)));
  return countEndings(endings);
}

it('ends every pipeline the same way for the same seed, and some otherwise for another', async () => {
  expect(await runWorld(ROUGH, 5)).toEqual(await runWorld(ROUGH, 5));
  expect(await runWorld(ROUGH, 5)).not.toEqual(await runWorld(ROUGH, 6));
});

it('ends none wrong and none never with every safeguard', async () => {
  expect(await endingsOf(ROUGH)).toMatchObject({ wrong_success: 0, wrong_failure: 0, misled: 0, never: 0 });
});

it.each([
  ['parking', 'missed'],
  ['deduplication', 'wrong_failure'],
  ['strict_revision', 'wrong_success'],
  ['trust_order', 'wrong_success'],
  ['deadline', 'never'],
  ['signature', 'wrong_success'],
] as const)('without %s some are %s', async (without, ending) => {
  expect((await endingsOf({ ...ROUGH, without }))[ending]).toBeGreaterThan((await endingsOf(ROUGH))[ending]);
});

it('ends a pipeline that no event names by its deadline', async () => {
  const { right, by_deadline, missed } = await endingsOf({ ...USUAL_WORLD, revision: 'oci_none' }, 2);
  expect([right, by_deadline + missed]).toEqual([0, 20]);
});

it('believes an annotation where nobody else says which commit it is, and nowhere else', async () => {
  const annotated = { ...USUAL_WORLD, faults: { ...NO_FAULTS, annotated: 100 } };
  expect((await endingsOf({ ...annotated, revision: 'oci_none' })).misled).toBeGreaterThan(0);
  for (const revision of ['git', 'oci_registry', 'oci_origin'] as const) {
    expect(await endingsOf({ ...annotated, revision })).toMatchObject({ misled: 0, wrong_success: 0 });
  }
});

it('tells that the order of pipelines is not that of commits when pipelines are late', async () => {
  const { wrong_success } = await endingsOf({ ...USUAL_WORLD, object: 'HelmRelease', revision: 'oci_registered', onSuperseded: 'success', pace: [20 * SECOND_MS, 90 * SECOND_MS] }, 40);
  expect(wrong_success).toBeGreaterThan(0);
});
