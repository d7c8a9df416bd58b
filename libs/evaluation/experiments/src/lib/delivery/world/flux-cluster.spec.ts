/** The cluster does what Flux is known to do, whatever is pushed when. */
import fc from 'fast-check';
import { HOUR_MS, SECOND_MS } from '@holdpoint/kernel';
import { simulateFlux, type Occurrence } from './flux-cluster';
import { drawPushes, type Push } from './pushes';
import { Random } from '../../random';
import { USUAL_WORLD } from './usual-world';
import type { WorldOptions } from './world-options';

const world = (seed: number, options: Partial<WorldOptions> = {}): { readonly pushes: readonly Push[]; readonly occurrences: readonly Occurrence[] } => {
  const all = { ...USUAL_WORLD, ...options };
  const pushes = drawPushes(new Random(seed), all);
  return { pushes, occurrences: simulateFlux(new Random(seed + 1), pushes, all, 3 * HOUR_MS) };
};

const forEverySeed = (holds: (seed: number) => void): void => fc.assert(fc.property(fc.nat(), holds), { numRuns: 100 });

it('goes from commit to newer commit, never back, where it syncs from git', () => {
  forEverySeed((seed) => {
    const places = world(seed).occurrences.map(({ push }) => push.place);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

it('does nothing with a commit that it cannot see yet', () => {
  forEverySeed((seed) => {
    for (const { at, push } of world(seed).occurrences) expect(at).toBeGreaterThanOrEqual(push.pushedAt);
    for (const { at, push } of world(seed, { revision: 'oci_none' }).occurrences) expect(at).toBeGreaterThanOrEqual(push.artifactAt);
  });
});

it('applies no commit that fails, and one that fails once only after it has failed', () => {
  forEverySeed((seed) => {
    const { occurrences } = world(seed);
    for (const { at, push } of occurrences.filter(({ outcome, push: { fate } }) => outcome === 'success' && fate !== 'applies')) {
      expect(push.fate).toBe('fails_once');
      expect(occurrences.some((other) => other.push === push && other.outcome === 'failed' && other.at < at)).toBe(true);
    }
  });
});

it('skips commits when pushes follow each other fast, and none when they are slow', () => {
  const skipped = (pace: WorldOptions['pace']): number => {
    const { pushes, occurrences } = world(1, { pace });
    return pushes.filter((push) => !occurrences.some((occurrence) => occurrence.push === push)).length;
  };
  expect(skipped([10 * SECOND_MS, 20 * SECOND_MS])).toBeGreaterThan(5);
  expect(skipped([180 * SECOND_MS, 240 * SECOND_MS])).toBe(0);
});

it('repeats the success of a Kustomization, and never that of a HelmRelease', () => {
  const successes = (object: WorldOptions['object']): readonly Push[] =>
    world(1, { object, revision: 'oci_none' }).occurrences.filter(({ outcome }) => outcome === 'success').map(({ push }) => push);
  const released = successes('HelmRelease');
  expect(new Set(released).size).toBe(released.length);
  expect(successes('Kustomization').length).toBeGreaterThan(new Set(successes('Kustomization')).size);
});
