/** How a revision stands to the commit of a pipeline: by the order of the ref's pipelines, and else by its history. */
import { relationTo, type ShaOnRef } from './revision-relation';

const OWN: ShaOnRef = { sha: 'own', place: 5, history: 'unrelated' };
const at = (place: number | null, history: ShaOnRef['history'] = 'unrelated', sha = 'other'): ShaOnRef => ({ sha, place, history });

it.each([
  ['the same, whatever else is known of it', at(9, 'before', 'own'), 'same'],
  ['older, where its pipeline came earlier, though the history says otherwise', at(4, 'after'), 'older'],
  ['newer, where its pipeline came later, though the history says otherwise', at(6, 'before'), 'newer'],
  ['older, where it never had a pipeline and comes before', at(null, 'before'), 'older'],
  ['newer, where it never had a pipeline and comes after', at(null, 'after'), 'newer'],
  ['another, where nothing puts the two in an order', at(null), 'other'],
] as const)('is %s', (_words, other, relation) => {
  expect(relationTo(OWN, [other])).toBe(relation);
});

it.each(['before', 'after', 'unrelated'] as const)('is told by the history where the own commit never had a pipeline: %s', (history) => {
  const relation = { before: 'older', after: 'newer', unrelated: 'other' }[history];
  expect(relationTo({ ...OWN, place: null }, [at(4, history)])).toBe(relation);
});

it('of several is the same before newer, newer before older, older before another', () => {
  const [same, newer, older, other] = [at(5, 'after', 'own'), at(6), at(4), at(null)];
  expect(relationTo(OWN, [other, older, newer, same])).toBe('same');
  expect(relationTo(OWN, [other, older, newer])).toBe('newer');
  expect(relationTo(OWN, [other, older])).toBe('older');
  expect(relationTo(OWN, [other])).toBe('other');
  expect(relationTo(OWN, [])).toBe('other');
});
