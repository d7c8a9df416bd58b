import { CONFIG_LIMITS } from '../config-limits';
import { asStringOrStrings } from '../entry/string-lists';
import { rootKeySupport } from '../keyword/keyword-support';
import type { ProblemLog } from '../problem/problem-log';
import { isNull, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/yaml-node';
import { mergeMaps } from './merge-nodes';

/**
 * Replaces every job by its bases merged with itself: later bases override earlier ones, the job overrides all. Any
 * top-level mapping can be a base. Null when the log now says what is wrong; GitLab, too, reads no further then.
 */
export function expandExtends(root: YamlMap, log: ProblemLog): YamlMap | null {
  const expander = new Expander(root, log);
  const entries = new Map<string, YamlEntry>();
  for (const [key, entry] of root.entries) {
    const value = rootKeySupport(key, entry.value) === null ? expander.expand(key, entry)?.map : entry.value;
    entries.set(key, { ...entry, value: value ?? entry.value });
    if (!log.isEmpty && expander.isTooBig) return null;
  }
  return log.isEmpty ? { ...root, entries } : null;
}

const TOO_DEEP = 'nesting too deep in `extends`';

/** An expanded mapping, and the length of the longest chain of `extends` behind it. */
interface Expanded {
  readonly map: YamlMap;
  readonly hops: number;
}

/** Expands each key once. A key is `open` while its bases are being expanded, and null when it failed. */
class Expander {
  isTooBig = false;
  private readonly done = new Map<string, Expanded | 'open' | null>();
  /** Weight of all that was merged: ten thousand jobs extending one big base are refused before they are built. */
  private merged = 0;

  constructor(
    private readonly root: YamlMap,
    private readonly log: ProblemLog,
  ) {}

  /** The expanded value; null when it is no mapping, or failed. `depth` counts the jobs that led here. */
  expand(key: string, { value, keyOffset }: YamlEntry, depth = 0): Expanded | null {
    if (value.kind !== 'map') return null;
    const known = this.done.get(key);
    if (known === 'open') return this.fail(key, 'circular dependency detected in `extends`', keyOffset);
    if (known !== undefined) return known;
    this.done.set(key, 'open');
    const result = this.mergeBases(key, value, depth);
    this.done.set(key, result);
    return result;
  }

  private mergeBases(key: string, own: YamlMap, depth: number): Expanded | null {
    const entry = own.entries.get('extends');
    if (entry === undefined || isNull(entry.value)) return { map: own, hops: 0 };
    const { offset } = entry.value;
    const names = this.readNames(key, entry.value);
    if (names === null) return null;
    // Recursion stops here, whatever the order of the jobs; hops are compared as well, since bases may be done already.
    if (depth > CONFIG_LIMITS.extendsDepth) return this.fail(key, TOO_DEEP, offset);
    const bases = this.expandBases(names, depth + 1);
    if (bases === null) return null;
    const hops = 1 + bases.reduce((most, base) => Math.max(most, base.hops), 0);
    if (hops > CONFIG_LIMITS.extendsDepth + 1) return this.fail(key, TOO_DEEP, offset);
    const map = this.mergeAll([...bases.map((base) => base.map), own], offset);
    return map === null ? null : { map, hops };
  }

  private expandBases(names: readonly string[], depth: number): readonly Expanded[] | null {
    const bases: Expanded[] = [];
    for (const name of names) {
      const entry = this.root.entries.get(name);
      const base = entry === undefined ? null : this.expand(name, entry, depth);
      if (base === null) return null;
      bases.push(base);
    }
    return bases;
  }

  private mergeAll(maps: readonly YamlMap[], offset: number): YamlMap | null {
    const weight = maps.reduce((sum, map) => sum + map.weight, 0);
    return this.spend(weight, offset) ? this.finish(mergeMaps(maps)) : null;
  }

  /** `extends` itself is spent; nothing after this reads it. */
  private finish(map: YamlMap): YamlMap {
    const entries = new Map(map.entries);
    entries.delete('extends');
    return { ...map, entries };
  }

  /** The names of the bases, all of them existing mappings; null when reported. */
  private readNames(key: string, node: YamlNode): readonly string[] | null {
    const names = node.kind === 'list' && node.isReference ? null : asStringOrStrings(node);
    if (names === null) {
      const line = `jobs:${key} extends should be an array of strings or a string`;
      this.log.add(line.toLowerCase(), `jobs:${key}`, node.offset);
      return null;
    }
    const unknown = names.filter((name) => !this.root.entries.has(name));
    if (unknown.length > 0) return this.fail(key, `unknown keys in \`extends\` (${unknown.join(', ')})`, node.offset);
    const invalid = names.filter((name) => this.root.entries.get(name)?.value.kind !== 'map');
    if (invalid.length === 0) return names;
    return this.fail(key, `invalid base hashes in \`extends\` (${invalid.join(', ')})`, node.offset);
  }

  private spend(weight: number, offset: number): boolean {
    this.merged += weight;
    if (this.merged <= CONFIG_LIMITS.expandedBytes) return true;
    if (!this.isTooBig) this.log.add('The parsed YAML is too big: `extends` makes it too big', '', offset);
    this.isTooBig = true;
    return false;
  }

  private fail(key: string, message: string, offset: number): null {
    this.log.add(`${key}: ${message}`, `jobs:${key}`, offset);
    return null;
  }
}
