import type { EntryContext } from '../entry/entry-context';
import { fieldOf } from '../entry/fields';
import { readRuleClauses } from '../entry/read-rule-clauses';
import { readWhetherAtAll } from '../entry/read-whether-at-all';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { Scope } from '../problem/scope';
import { isBlank, type YamlMap, type YamlNode } from '../yaml/yaml-node';
import type { IncludeRule } from './include-entry';

const keySupport = supportTable(['if', 'exists', 'when', 'changes']);

/** Reads `rules` of an entry of `include`; null when absent or reported. Source: GitLab's `Entry::Include::Rules`. */
export function readIncludeRules(entry: YamlMap, owner: Scope, context: EntryContext): readonly IncludeRule[] | null {
  const field = fieldOf(entry, 'rules', owner);
  if (field === null) return null;
  const { node, scope } = field;
  if (isBlank(node)) scope.config("can't be blank", node.offset);
  if (node.kind === 'list' && !node.isReference) {
    return node.items.map((item) => readRule(item, scope.child('rule'), context)).filter((rule) => rule !== null);
  }
  scope.config('should be an array', node.offset);
  return null;
}

function readRule(node: YamlNode, scope: Scope, context: EntryContext): IncludeRule | null {
  if (node.kind !== 'map') {
    scope.config('should be a hash', node.offset);
    return null;
  }
  if (isBlank(node)) scope.config("can't be blank", node.offset);
  checkKeys(node, scope, keySupport);
  return { ...readRuleClauses(node, scope, context), when: readWhetherAtAll(fieldOf(node, 'when', scope)) };
}
