import { NODE_WEIGHT, type YamlEntry, type YamlMap } from '../yaml/yaml-node';

/**
 * Merges two mappings as `extends` does: mappings key by key, everything else (lists too) replaced by the second. Parts
 * that only one side has are shared, not copied.
 */
export function mergeMaps(base: YamlMap, own: YamlMap): YamlMap {
  const entries = new Map(base.entries);
  let weight = base.weight;
  let depth = base.depth;
  for (const [key, entry] of own.entries) {
    const before = entries.get(key);
    const merged = mergeEntry(before, entry);
    entries.set(key, merged);
    weight += merged.value.weight - (before?.value.weight ?? -NODE_WEIGHT - key.length);
    depth = Math.max(depth, merged.value.depth + 1);
  }
  return { kind: 'map', entries, offset: own.offset, weight, depth };
}

function mergeEntry(before: YamlEntry | undefined, after: YamlEntry): YamlEntry {
  if (before?.value.kind !== 'map' || after.value.kind !== 'map') return after;
  return { keyOffset: after.keyOffset, value: mergeMaps(before.value, after.value) };
}
