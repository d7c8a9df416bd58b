import type { VariableDefinition, VariableMap } from '../ci-config';
import type { Scope } from '../problem/scope';
import { isNull, type YamlMap, type YamlNode } from '../yaml/yaml-node';
import { fieldOf, readBooleanAttribute, type Field } from './fields';
import { asStrings } from './string-lists';

/** Where variables are written; only root variables can be described for people who start a pipeline by hand. */
export type VariablesPlace = 'root' | 'job';

const DATA_KEYS: Readonly<Record<VariablesPlace, readonly string[]>> = {
  root: ['value', 'description', 'expand', 'options'],
  job: ['value', 'expand'],
};

/** Reads `variables`; an absent field gives none. Numbers and booleans become text as Ruby prints them. */
export function readVariables(field: Field | null, place: VariablesPlace): VariableMap {
  const variables = new Map<string, VariableDefinition>();
  if (field === null) return variables;
  if (field.node.kind !== 'map') {
    field.scope.config('should be a hash', field.node.offset);
    return variables;
  }
  for (const [name, { value }] of field.node.entries) {
    const definition = readDefinition(value, field.scope.child(name), place);
    if (definition !== null) variables.set(name, definition);
  }
  return variables;
}

function readDefinition(node: YamlNode, scope: Scope, place: VariablesPlace): VariableDefinition | null {
  if (node.kind === 'map') return readMapping(node, scope, place);
  const value = readValue(node);
  if (value === null) scope.config('should be a string, a number, a boolean or a hash', node.offset);
  return value === null ? null : { value, expand: true };
}

function readMapping(map: YamlMap, scope: Scope, place: VariablesPlace): VariableDefinition | null {
  checkDataKeys(map, scope, place);
  const node = map.entries.get('value')?.value;
  const value = node === undefined ? '' : readValue(node);
  if (value === null) scope.attribute('value', 'must be an alphanumeric string', node?.offset ?? map.offset);
  const expand = readBooleanAttribute(fieldOf(map, 'expand', scope)) ?? true;
  checkOptions(map, scope, value);
  return value === null ? null : { value, expand };
}

/** `options` is what may be chosen by hand; GitLab wants the value to be one of them. */
function checkOptions(map: YamlMap, scope: Scope, value: string | null): void {
  const field = fieldOf(map, 'options', scope);
  if (field === null) return;
  const options = asStrings(field.node);
  if (options === null) scope.attribute('options', 'should be an array of strings', field.node.offset);
  else if (value !== null && !options.includes(value)) {
    scope.attribute('value', 'must be present in options', field.node.offset);
  }
}

function checkDataKeys(map: YamlMap, scope: Scope, place: VariablesPlace): void {
  const bad = [...map.entries].filter(([key]) => !DATA_KEYS[place].includes(key));
  const [first] = bad;
  if (first === undefined) return;
  scope.config(`uses invalid data keys: ${bad.map(([key]) => key).join(', ')}`, first[1].keyOffset);
}

/** A scalar as text; null for collections and for an empty value. */
function readValue(node: YamlNode): string | null {
  return node.kind === 'scalar' && !isNull(node) ? node.text : null;
}
