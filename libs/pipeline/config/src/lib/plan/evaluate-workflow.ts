import type { AutoCancelPlan } from '@holdpoint/pipeline-domain';
import type { CiConfig, VariableMap } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import { cutText } from '../value/cut-text';
import { matchingRule } from './matching-rule';
import type { PlanSession } from './plan-session';

/** What `workflow` says about one pipeline. */
export interface WorkflowOutcome {
  readonly name: string | null;
  /** Root variables, overridden by those of the matching rule. */
  readonly variables: VariableMap;
  readonly autoCancel: AutoCancelPlan;
}

/**
 * Applies `workflow`; null when it says that there is no pipeline. With rules of which none matches there is none, and none
 * with one that compares with a ref that is not there (GitLab, which does not say so).
 */
export function evaluateWorkflow({ workflow, variables }: CiConfig, session: PlanSession): WorkflowOutcome | null {
  const scope = session.variables(variables);
  const matching = matchingRule(workflow.rules ?? [], scope, session);
  const rule = matching.ok ? matching.value : undefined;
  if (workflow.rules !== null && rule?.when !== 'always') return null;
  const merged = rule === undefined ? variables : new Map([...variables, ...rule.variables]);
  return {
    name: workflow.name === null ? null : expandName(workflow.name, merged, session),
    variables: merged,
    autoCancel: {
      onJobFailure: rule?.autoCancel.onJobFailure ?? workflow.autoCancel.onJobFailure ?? 'none',
      onNewCommit: rule?.autoCancel.onNewCommit ?? workflow.autoCancel.onNewCommit ?? 'conservative',
    },
  };
}

/** Null when nothing is left: GitLab then shows the pipeline without a name. */
function expandName(name: string, variables: VariableMap, session: PlanSession): string | null {
  const expanded = session.variables(variables).expand(name).trim();
  return expanded === '' ? null : cutText(expanded, CONFIG_LIMITS.workflowNameChars);
}
