import type { VariableDefinition } from '../ci-config';
import type { Scope } from '../problem/scope';
import { isNull, mapOf, type YamlMap, type YamlNode } from '../yaml/yaml-node';
import { fieldOf, type Field } from './fields';
import { asAlphanumeric, asString, asStrings } from './string-lists';

/** Where variables are written; only root variables can be described for people who start a pipeline by hand. */
export type VariablesPlace = 'root' | 'job' | 'rule';

/** A variable of a rule has no form but its value (GitLab). */
const DATA_KEYS: Readonly<Record<VariablesPlace, readonly string[] | null>> = {
  root: ['value', 'description', 'expand', 'options'],
  job: ['value', 'expand'],
  rule: null,
};

/**
 * Reads the value of one variable; null when reported. No value is as good as a mapping without keys: an empty text. Source:
 * GitLab's `ComposableHash` and `Entry::Variable`.
 */
export function readVariable(node: YamlNode, scope: Scope, place: VariablesPlace): VariableDefinition | null {
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
  if (description !== undefined && asAlphanumeric(description) === null) {
    scope.config('description must be an alphanumeric string', description.offset);
  }
  const expand = readExpand(fieldOf(map, 'expand', scope));
  return value === undefined || value.kind === 'scalar' ? { value: value?.text ?? '', expand } : null;
}

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
