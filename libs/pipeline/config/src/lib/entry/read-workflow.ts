import type { WorkflowConfig, WorkflowRule } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { EntryContext } from './entry-context';
import { fieldOf, type Field } from './fields';
import { NO_AUTO_CANCEL, readAutoCancel } from './read-auto-cancel';
import { readWorkflowRuleNodes } from './read-rules';
import { readWorkflowRule } from './read-workflow-rule';
import { asString } from './string-lists';

const NO_WORKFLOW: WorkflowConfig = { name: null, rules: null, autoCancel: NO_AUTO_CANCEL };

const keySupport = supportTable(['auto_cancel', 'name', 'rules']);

/** Reads `workflow`. */
export function readWorkflow(field: Field | null, context: EntryContext): WorkflowConfig {
  if (field === null) return NO_WORKFLOW;
  const { node, scope } = field;
  if (node.kind !== 'map') {
    scope.config('should be a hash', node.offset);
    return NO_WORKFLOW;
  }
  checkKeys(node, scope, keySupport);
  return {
    name: readName(fieldOf(node, 'name', scope)),
    rules: readWorkflowRules(fieldOf(node, 'rules', scope), context),
    autoCancel: readAutoCancel(fieldOf(node, 'auto_cancel', scope)),
  };
}

function readName(field: Field | null): string | null {
  if (field === null) return null;
  const { node, owner } = field;
  const name = asString(node);
  const limit = CONFIG_LIMITS.workflowNameChars;
  if (name === null) owner.attribute('name', 'should be a string', node.offset);
  else if (name === '') owner.attribute('name', 'is too short (minimum is 1 character)', node.offset);
  else if (name.length > limit) owner.attribute('name', `is too long (maximum is ${limit} characters)`, node.offset);
  return name;
}

function readWorkflowRules(field: Field | null, context: EntryContext): readonly WorkflowRule[] | null {
  const nodes = readWorkflowRuleNodes(field);
  if (field === null || nodes === null) return null;
  return nodes.flatMap((node) => readWorkflowRule(node, field.scope.child('rule'), context) ?? []);
}
