/** A YAML value with aliases resolved. Shared where the text shares it (an alias, `extends`), so never changed. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

/** What every node knows. */
export interface YamlNodeBase {
  /** Where in the text it was written; for an alias where the anchor was. */
  readonly offset: number;
  /** Size with aliases followed, see `CONFIG_LIMITS.expandedBytes`. */
  readonly weight: number;
  /** Levels of collections, aliases followed; 0 for a scalar. */
  readonly depth: number;
}

/** A mapping; keys are text and keep the order of the document. */
export interface YamlMap extends YamlNodeBase {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, YamlEntry>;
}

/** One key of a mapping with its value. */
export interface YamlEntry {
  readonly keyOffset: number;
  /** The key where Ruby does not read it as a text: `10` and `yes` are none unless they are in quotes. Null for a text. */
  readonly otherKey: YamlScalar | null;
  readonly value: YamlNode;
}

/** A sequence. */
export interface YamlList extends YamlNodeBase {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  /** With the tag `!reference`: its items are the path to what belongs in its place. */
  readonly isReference: boolean;
}

/** A string, number, boolean or null. */
export interface YamlScalar extends YamlNodeBase {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The value as Ruby would print it, e.g. `15` for `017` and `true` for `yes`; empty for null. */
  readonly text: string;
}

/** What one node costs apart from its text, in bytes: about what an object with a few fields takes. */
export const NODE_WEIGHT = 32;

/** True for a null, written out or left empty. */
export function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** True for what GitLab calls blank: nothing, `false`, an empty text or an empty collection. Source: Rails' `blank?`. */
export function isBlank(node: YamlNode): boolean {
  if (node.kind === 'scalar') return node.value === false || node.text.trim() === '';
  return node.kind === 'map' ? node.entries.size === 0 : node.items.length === 0;
}

/** A null at a place of the text. */
export function nullScalar(offset: number): YamlScalar {
  return { kind: 'scalar', value: null, text: '', offset, weight: NODE_WEIGHT, depth: 0 };
}

/** A sequence with the weight and depth that its items give it. */
export function listOf(items: readonly YamlNode[], offset: number, isReference = false): YamlList {
  let weight = NODE_WEIGHT;
  let depth = 0;
  for (const item of items) {
    weight += item.weight;
    depth = Math.max(depth, item.depth);
  }
  return { kind: 'list', items, isReference, offset, weight, depth: depth + 1 };
}

/** A mapping with the weight and depth that its entries give it. */
export function mapOf(entries: ReadonlyMap<string, YamlEntry>, offset: number): YamlMap {
  let weight = NODE_WEIGHT;
  let depth = 0;
  for (const [key, { value }] of entries) {
    weight += NODE_WEIGHT + key.length + value.weight;
    depth = Math.max(depth, value.depth);
  }
  return { kind: 'map', entries, offset, weight, depth: depth + 1 };
}
