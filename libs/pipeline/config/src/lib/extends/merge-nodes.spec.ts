/**
 * Merging mappings, as `extends` and `include` do: random values merged all at once must give what a plain merge of one
 * after another gives, with the weight and depth that reading the result afresh would have (fast-check).
 */
import fc from 'fast-check';
import { listOf, mapOf, NODE_WEIGHT, type YamlMap, type YamlNode } from '../yaml/yaml-node';
import { mergeMaps } from './merge-nodes';

type Plain = string | readonly string[] | { readonly [key: string]: Plain };
type PlainMap = Readonly<Record<string, Plain>>;

function nodeOf(value: Plain): YamlNode {
  if (typeof value === 'string') return { kind: 'scalar', value, text: value, offset: 0, weight: NODE_WEIGHT + value.length, depth: 0 };
  if (!Array.isArray(value)) return mapNode(value as PlainMap);
  return listOf(value.map(nodeOf), 0);
}

function mapNode(value: PlainMap): YamlMap {
  return mapOf(new Map(Object.entries(value).map(([key, item]) => [key, { keyOffset: 0, otherKey: null, value: nodeOf(item) }])), 0);
}

const isMap = (value: Plain | undefined): value is PlainMap => typeof value === 'object' && !Array.isArray(value);

/** Ruby's `deep_merge`. */
function deepMerge(base: PlainMap, own: PlainMap): PlainMap {
  const merged: Record<string, Plain> = { ...base };
  for (const [key, value] of Object.entries(own)) {
    const before = merged[key];
    merged[key] = isMap(before) && isMap(value) ? deepMerge(before, value) : value;
  }
  return merged;
}

const key = fc.constantFrom('a', 'b', 'c', 'constructor');
const { map } = fc.letrec<{ value: Plain; map: PlainMap }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.string({ maxLength: 2 }), fc.array(fc.string({ maxLength: 1 }), { maxLength: 2 }), tie('map')),
  map: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));

it('merges all at once as one after another', () => {
  fc.assert(
    fc.property(fc.array(map, { minLength: 1, maxLength: 5 }), (maps) => {
      expect(mergeMaps(maps.map(mapNode))).toEqual(mapNode(maps.reduce(deepMerge)));
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
