import { CONFIG_LIMITS } from '../config-limits';
import type { YamlNode } from '../yaml/yaml-node';

/** GitLab's wording for lists that may be nested. */
export const NESTED_STRINGS = `a nested array of strings up to ${CONFIG_LIMITS.nestedLists} levels deep`;

/** A text, or null for anything else. */
export function asString(node: YamlNode): string | null {
  return node.kind === 'scalar' && typeof node.value === 'string' ? node.value : null;
}

/** A text or an integer as Ruby prints it, or null for anything else. Source: GitLab's `AlphanumericValidator`. */
export function asAlphanumeric(node: YamlNode): string | null {
  if (node.kind !== 'scalar') return null;
  return typeof node.value === 'string' || (typeof node.value === 'number' && INTEGER.test(node.text)) ? node.text : null;
}

const INTEGER = /^[+-]?\d+$/;

/** A list of texts, or null for anything else. */
export function asStrings(node: YamlNode): readonly string[] | null {
  return node.kind === 'list' ? allStrings(node.items) : null;
}

/** A text or a list of texts, as a list; null for anything else. */
export function asStringOrStrings(node: YamlNode): readonly string[] | null {
  const one = asString(node);
  return one === null ? asStrings(node) : [one];
}

/** A list of texts and of such lists, flattened; null for anything else or when nested too deeply. */
export function asNestedStrings(node: YamlNode): readonly string[] | null {
  const flat: YamlNode[] = [];
  return node.kind === 'list' && flatten(node.items, CONFIG_LIMITS.nestedLists, flat) ? allStrings(flat) : null;
}

/** Appends the items of a nested list to `flat`; false when it is nested deeper than `levels`. */
export function flatten(items: readonly YamlNode[], levels: number, flat: YamlNode[]): boolean {
  for (const item of items) {
    if (item.kind !== 'list') flat.push(item);
    else if (levels <= 1 || !flatten(item.items, levels - 1, flat)) return false;
  }
  return true;
}

function allStrings(nodes: readonly YamlNode[]): readonly string[] | null {
  const strings = nodes.map(asString);
  return strings.every((text) => text !== null) ? strings : null;
}
