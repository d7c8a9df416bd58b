import type { ChangesClause, RuleClauses } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import type { Expression } from '../expression/expression';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { Scope } from '../problem/scope';
import type { YamlMap, YamlNode } from '../yaml/yaml-node';
import type { EntryContext } from './entry-context';
import { fieldOf, readStringAttribute, type Field } from './fields';
import { asString, asStrings } from './string-lists';

const changesKeys = supportTable(['paths', 'compare_to'], ['regexp']);
const existsKeys = supportTable(['paths'], ['project', 'ref']);

/**
 * Reads `if`, `changes` and `exists` of a rule. What is invalid reads as if it were not there, and has been reported.
 * Source: GitLab's `Entry::Rules::Rule`, with its `Changes` and `Exists`.
 */
export function readRuleClauses(rule: YamlMap, scope: Scope, context: EntryContext): RuleClauses {
  return {
    condition: readCondition(fieldOf(rule, 'if', scope), context),
    changes: readChanges(fieldOf(rule, 'changes', scope)),
    exists: readExists(fieldOf(rule, 'exists', scope)),
  };
}

function readCondition(field: Field | null, context: EntryContext): Expression | null {
  if (field === null) return null;
  const text = asString(field.node);
  const expression = text === null ? null : context.expression(text);
  if (expression === null) field.owner.attribute('if', 'invalid expression syntax', field.node.offset);
  return expression;
}

function readChanges(field: Field | null): ChangesClause | null {
  if (field === null) return null;
  const { node, scope } = field;
  if (node.kind === 'list') return changesOf(readGlobs(node, 'config', scope), null);
  if (node.kind === 'map') return changesOf(readPaths(node, scope, changesKeys), readStringAttribute(fieldOf(node, 'compare_to', scope)));
  scope.line('should be an array or a hash', node.offset);
  return null;
}

const changesOf = (paths: readonly string[] | null, compareTo: string | null): ChangesClause | null => paths && { paths, compareTo };

function readExists(field: Field | null): readonly string[] | null {
  if (field === null) return null;
  const { node, scope } = field;
  const one = asString(node);
  if (one !== null) return [one];
  if (node.kind === 'list') return readGlobs(node, 'config', scope);
  if (node.kind === 'map') return readPaths(node, scope, existsKeys);
  scope.line('should be a string, an array of strings, or a hash', node.offset);
  return null;
}

function readPaths(map: YamlMap, scope: Scope, keySupport: Parameters<typeof checkKeys>[2]): readonly string[] | null {
  checkKeys(map, scope, keySupport);
  const paths = map.entries.get('paths');
  if (paths !== undefined) return readGlobs(paths.value, 'paths', scope);
  scope.config('missing required keys: paths', map.offset);
  return null;
}

function readGlobs(node: YamlNode, attribute: 'config' | 'paths', scope: Scope): readonly string[] | null {
  const globs = asStrings(node);
  if (globs === null) scope.attribute(attribute, 'should be an array of strings', node.offset);
  else if (globs.length <= CONFIG_LIMITS.ruleGlobs) return globs;
  else scope.attribute(attribute, `has too many entries (maximum ${CONFIG_LIMITS.ruleGlobs})`, node.offset);
  return null;
}
