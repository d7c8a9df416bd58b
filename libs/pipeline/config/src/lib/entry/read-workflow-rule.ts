import type { WorkflowRule } from '../ci-config';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { Scope } from '../problem/scope';
import { isBlank, type YamlMap, type YamlNode } from '../yaml/yaml-node';
import type { EntryContext } from './entry-context';
import { fieldOf, oneOf, readBooleanAttribute } from './fields';
import { readAutoCancel } from './read-auto-cancel';
import { readNeeds } from './read-needs';
import { readRuleClauses } from './read-rule-clauses';
import { readRuleStartIn } from './read-start-in';
import { readVariables } from './read-variables';
import { readWhetherAtAll } from './read-whether-at-all';

const keySupport = supportTable([
  'allow_failure', 'auto_cancel', 'changes', 'exists', 'if', 'needs', 'start_in', 'variables', 'when',
]);

/** Reads one entry of `workflow:rules`; null when it is no mapping. Source: GitLab's `Entry::Workflow` and `Entry::Rules::Rule`. */
export function readWorkflowRule(node: YamlNode, scope: Scope, context: EntryContext): WorkflowRule | null {
  if (node.kind !== 'map') {
    scope.config('should be a hash', node.offset);
    return null;
  }
  if (isBlank(node)) scope.config("can't be blank", node.offset);
  checkKeys(node, scope, keySupport);
  checkKeysOfJobs(node, scope, context);
  return {
    ...readRuleClauses(node, scope, context),
    when: readWhetherAtAll(fieldOf(node, 'when', scope)),
    variables: readVariables(fieldOf(node, 'variables', scope), 'rule'),
    autoCancel: readAutoCancel(fieldOf(node, 'auto_cancel', scope)),
  };
}

/** Keys that mean something in rules of jobs only: GitLab checks them here as well, and then does nothing with them. */
function checkKeysOfJobs(map: YamlMap, scope: Scope, context: EntryContext): void {
  const when = fieldOf(map, 'when', scope)?.node;
  readRuleStartIn(map, scope, when !== undefined && oneOf(['delayed'], when) !== null);
  readBooleanAttribute(fieldOf(map, 'allow_failure', scope));
  readNeeds(fieldOf(map, 'needs', scope), 'build', context);
}
