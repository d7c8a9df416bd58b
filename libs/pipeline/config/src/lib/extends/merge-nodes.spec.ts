/**
 * Merging mappings, as `extends` and `include` do: random values merged all at once must give what a plain merge of one
 * after another gives, with the weight and depth that reading the result afresh would have (fast-check).
 */
import fc from 'fast-check';
import { deepMerge, type PlainMap } from '../testing/deep-merge.fixture';
import { listOf, mapOf, NODE_WEIGHT, type YamlMap, type YamlNode } from '../yaml/yaml-node';
import { mergeMaps } from './merge-nodes';

type Leaf = string | readonly string[];
type Plain = Leaf | PlainMap<Leaf>;

function nodeOf(value: Plain): YamlNode {
  if (typeof value === 'string') return { kind: 'scalar', value, text: value, offset: 0, weight: NODE_WEIGHT + value.length, depth: 0 };
  if (!Array.isArray(value)) return mapNode(value as PlainMap<Leaf>);
  return listOf(value.map(nodeOf), 0);
}

function mapNode(value: PlainMap<Leaf>): YamlMap {
  return mapOf(new Map(Object.entries(value).map(([key, item]) => [key, { keyOffset: 0, otherKey: null, value: nodeOf(item) }])), 0);
}

const key = fc.constantFrom('a', 'b', 'c', 'constructor');
const { map } = fc.letrec<{ value: Plain; map: PlainMap<Leaf> }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.string({ maxLength: 2 }), fc.array(fc.string({ maxLength: 1 }), { maxLength: 2 }), tie('map')),
  map: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));

it('merges all at once as one after another', () => {
  fc.assert(
    fc.property(fc.array(map, { minLength: 1, maxLength: 5 }), (maps) => {
      expect(mergeMaps(maps.map(mapNode))).toEqual(mapNode(maps.reduce((base, own) => deepMerge(base, own))));
    }),
    { numRuns: 1_000 },
  );
});

it('keeps keys in the order in which they are first met', () => {
  const merged = mergeMaps([mapNode({ b: '1', a: '1' }), mapNode({ c: '2', a: '2' })]);
  expect([...merged.entries.keys()]).toEqual(['b', 'a', 'c']);
});

it('shares what only one of them has', () => {
  const one = mapNode({ a: { b: 'x' } });
  expect(mergeMaps([one, mapNode({ c: 'y' })]).entries.get('a')?.value).toBe(one.entries.get('a')?.value);
});
