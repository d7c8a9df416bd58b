import type { VariableDefinition, VariableMap } from '../ci-config';
import type { Scope } from '../problem/scope';
import { isNull, mapOf, type YamlMap, type YamlNode } from '../yaml/yaml-node';
import { fieldOf, type Field } from './fields';
import { asString, asStrings } from './string-lists';

/** Where variables are written; only root variables can be described for people who start a pipeline by hand. */
export type VariablesPlace = 'root' | 'job' | 'rule';

/** A variable of a rule has no form but its value (GitLab). */
const DATA_KEYS: Readonly<Record<VariablesPlace, readonly string[] | null>> = {
  root: ['value', 'description', 'expand', 'options'],
  job: ['value', 'expand'],
  rule: null,
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

/** No value is as good as a mapping without keys: an empty text (GitLab's entries ComposableHash and Variable). */
function readDefinition(node: YamlNode, scope: Scope, place: VariablesPlace): VariableDefinition | null {
  if (node.kind === 'map') return readMapping(node, scope, place);
  if (isNull(node)) return readMapping(mapOf(new Map(), node.offset), scope, place);
  if (node.kind === 'scalar') return { value: node.text, expand: true };
  scope.problem('variable definition must be either a string or a hash', node.offset);
  return null;
}

function readMapping(map: YamlMap, scope: Scope, place: VariablesPlace): VariableDefinition | null {
  checkDataKeys(map, scope, DATA_KEYS[place]);
  const value = fieldOf(map, 'value', scope)?.node;
  if (value !== undefined && value.kind !== 'scalar') scope.config('value must be a scalar', value.offset);
  checkOptions(map, scope);
  const description = fieldOf(map, 'description', scope)?.node;
  if (description !== undefined && !isAlphanumeric(description)) {
    scope.config('description must be an alphanumeric string', description.offset);
  }
  const expand = readExpand(fieldOf(map, 'expand', scope));
  return value === undefined || value.kind === 'scalar' ? { value: value?.text ?? '', expand } : null;
}

/** What GitLab calls so: any text, and any integer. */
const isAlphanumeric = (node: YamlNode): boolean =>
  node.kind === 'scalar' && (typeof node.value === 'string' || Number.isInteger(node.value));

/** GitLab tells what is wrong with a key of a variable as `config KEY …`. */
function readExpand(field: Field | null): boolean {
  const expand = field?.node.kind === 'scalar' ? field.node.value : null;
  if (field !== null && typeof expand !== 'boolean') field.owner.config('expand should be a boolean value', field.node.offset);
  return expand !== false;
}

/** `options` is what may be chosen by hand; GitLab wants the value, as it is written, to be one of them. */
function checkOptions(map: YamlMap, scope: Scope): void {
  const field = fieldOf(map, 'options', scope);
  if (field === null) return;
  const options = asStrings(field.node);
  const value = map.entries.get('value')?.value;
  const chosen = value === undefined ? null : asString(value);
  if (options === null) scope.config('options should be an array of strings', field.node.offset);
  else if (options.length > 0 && (chosen === null || !options.includes(chosen))) {
    scope.config('value must be present in options', field.node.offset);
  }
}

function checkDataKeys(map: YamlMap, scope: Scope, known: readonly string[] | null): void {
  if (known === null) {
    scope.config('must be a string', map.offset);
    return;
  }
  const bad = [...map.entries].filter(([key]) => !known.includes(key));
  const [first] = bad;
  if (first !== undefined) scope.config(`uses invalid data keys: ${bad.map(([key]) => key).join(', ')}`, first[1].keyOffset);
}
