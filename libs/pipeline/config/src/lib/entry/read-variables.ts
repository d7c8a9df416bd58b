import type { VariableDefinition, VariableMap } from '../ci-config';
import type { Scope } from '../problem/scope';
import { isNull, type YamlEntry } from '../yaml/yaml-node';
import type { Field } from './fields';
import { readVariable, type VariablesPlace } from './read-variable';
import { asAlphanumeric } from './string-lists';

/**
 * Reads `variables`; an absent field gives none. Names and values become text as Ruby prints them, but a name may be no
 * boolean and no fraction. Source: GitLab's `Entry::Variables` and `Entry::Variable`.
 */
export function readVariables(field: Field | null, place: VariablesPlace): VariableMap {
  const variables = new Map<string, VariableDefinition>();
  if (field === null) return variables;
  if (field.node.kind !== 'map') {
    field.scope.config('should be a hash', field.node.offset);
    return variables;
  }
  for (const [key, entry] of field.node.entries) {
    const name = entry.otherKey?.text ?? key;
    const scope = checkName(name, entry, field.scope);
    const definition = readVariable(entry.value, scope, place);
    if (definition !== null) variables.set(name, definition);
  }
  return variables;
}

/** The place of a variable, which is named by its form where its name is `false`: that counts as blank to GitLab. */
function checkName(name: string, { otherKey, keyOffset, value }: YamlEntry, owner: Scope): Scope {
  const form = value.kind === 'map' || isNull(value) ? 'complex' : 'simple';
  const own = owner.child(name);
  const scope = otherKey?.value === false ? own.locatedAt(`${owner.path}:${form} variable`) : own;
  const isFit = otherKey === null || asAlphanumeric(otherKey) !== null || value.kind === 'list';
  if (!isFit) scope.attribute('key', 'must be an alphanumeric string', keyOffset);
  return scope;
}
