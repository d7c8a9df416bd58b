import type { Scope } from '../problem/scope';
import { isNull, type YamlMap, type YamlNode } from '../yaml/yaml-node';

/** One key of a mapping: its value, and the place that reports about it. */
export interface Field {
  readonly name: string;
  /** The place of the mapping that holds the key: GitLab reports plain attributes there. */
  readonly owner: Scope;
  /** The place of the key itself: GitLab reports about entries there. */
  readonly scope: Scope;
  readonly node: YamlNode;
}

/**
 * The field of a key, or null when it is absent. A null value counts as absent: GitLab documents it as the way to drop a
 * key that `extends` brought along.
 */
export function fieldOf(map: YamlMap, name: string, owner: Scope): Field | null {
  const node = map.entries.get(name)?.value;
  return node === undefined || isNull(node) ? null : { name, owner, scope: owner.child(name), node };
}

/** Reads a boolean entry; null when absent or reported. */
export function readBooleanEntry(field: Field | null): boolean | null {
  return field === null ? null : readBoolean(field, () => field.scope.config(NOT_BOOLEAN, field.node.offset));
}

/** Reads a boolean attribute, which GitLab reports on the mapping that holds it. */
export function readBooleanAttribute(field: Field | null): boolean | null {
  return field === null
    ? null
    : readBoolean(field, () => field.owner.attribute(field.name, NOT_BOOLEAN, field.node.offset));
}

/** Reads a text entry; null when absent or reported. */
export function readStringEntry(field: Field | null): string | null {
  if (field === null) return null;
  if (field.node.kind === 'scalar' && typeof field.node.value === 'string') return field.node.value;
  field.scope.config('should be a string', field.node.offset);
  return null;
}

/** Reads a text attribute, which GitLab reports on the mapping that holds it; null when absent or reported. */
export function readStringAttribute(field: Field | null): string | null {
  if (field === null) return null;
  if (field.node.kind === 'scalar' && typeof field.node.value === 'string') return field.node.value;
  field.owner.attribute(field.name, 'should be a string', field.node.offset);
  return null;
}

/** One of the allowed words; null when it is none of them. */
export function oneOf<T extends string>(allowed: readonly T[], node: YamlNode): T | null {
  return (node.kind === 'scalar' && allowed.find((word) => word === node.value)) || null;
}

const NOT_BOOLEAN = 'should be a boolean value';

function readBoolean({ node }: Field, refuse: () => void): boolean | null {
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  refuse();
  return null;
}
