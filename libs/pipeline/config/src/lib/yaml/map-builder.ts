import type { ProblemLog } from '../problem/problem-log';
import type { YamlBudget } from './yaml-budget';
import { mapOf, type YamlEntry, type YamlMap, type YamlNode } from './yaml-node';

/** Builds one mapping key by key, in the order of the document. */
export class MapBuilder {
  private readonly entries = new Map<string, YamlEntry>();
  private readonly written = new Set<string>();

  constructor(
    private readonly log: ProblemLog,
    private readonly offset: number,
    private readonly budget: YamlBudget,
  ) {}

  /**
   * Adds a key. A key written twice is a problem: GitLab's parser silently keeps the last, and a job that is lost that
   * way is not noticed.
   */
  set(key: string, entry: YamlEntry): void {
    if (this.written.has(key)) {
      const first = this.log.position(this.entries.get(key)?.keyOffset ?? this.offset);
      this.log.add(`Invalid YAML: the key ${key} was already written in line ${first.line}`, '', entry.keyOffset);
      return;
    }
    this.written.add(key);
    this.entries.set(key, entry);
  }

  /**
   * Adds the keys of `<<`: a mapping, or a list of mappings of which earlier ones win. As in Ruby's Psych a merge
   * overrides keys written before it and is overridden by keys written after it.
   */
  merge(value: YamlNode, keyOffset: number): void {
    const sources = value.kind === 'list' ? [...value.items].reverse() : [value];
    for (const source of sources) {
      if (source.kind !== 'map') {
        this.log.add('Invalid YAML: `<<` must be a mapping or a list of mappings', '', keyOffset);
        return;
      }
      if (!this.copy(source, keyOffset)) return;
    }
  }

  /** The finished mapping. */
  build(): YamlMap {
    return mapOf(this.entries, this.offset);
  }

  /** Weighed before it is copied: ten thousand merges of one big mapping would else be built before anyone counts. Told once. */
  private copy(source: YamlMap, keyOffset: number): boolean {
    if (this.budget.copies < 0) return false;
    this.budget.copies -= source.weight;
    if (this.budget.copies < 0) {
      this.log.add('The parsed YAML is too big: aliases and merges make it too big', '', keyOffset);
      return false;
    }
    for (const [key, entry] of source.entries) this.entries.set(key, entry);
    return true;
  }
}
