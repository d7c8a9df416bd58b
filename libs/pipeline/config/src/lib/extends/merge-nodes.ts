import { mapOf, type YamlEntry, type YamlMap } from '../yaml/yaml-node';

/**
 * Merges mappings as `extends` and `include` do: mappings key by key, everything else (lists too) replaced by what comes
 * later. All at once, since merging one after another copies the first of 150 files 149 times. Parts that only one
 * mapping has are shared, not copied.
 */
export function mergeMaps(maps: readonly YamlMap[]): YamlMap {
  const versions = new Map<string, YamlEntry[]>();
  for (const { entries } of maps) {
    for (const [key, entry] of entries) {
      const known = versions.get(key);
      if (known === undefined) versions.set(key, [entry]);
      else known.push(entry);
    }
  }
  return mapOf(new Map([...versions].map(([key, entries]) => [key, mergeEntries(entries)])), maps.at(-1)?.offset ?? 0);
}

/** The last version, merged with the mappings right before it if it is one itself. */
function mergeEntries(versions: readonly YamlEntry[]): YamlEntry {
  const last = versions.at(-1) as YamlEntry;
  const from = versions.findLastIndex(({ value }) => value.kind !== 'map') + 1;
  const maps = versions.slice(from).map(({ value }) => value).filter((value) => value.kind === 'map');
  return maps.length < 2 ? last : { ...last, value: mergeMaps(maps) };
}
