import type { JobWhen } from '@holdpoint/pipeline-domain';
import type { JobRule } from '../ci-config';
import { checkKeys } from '../keyword/check-keys';
import { ruleKeySupport } from '../keyword/keyword-support';
import type { Scope } from '../problem/scope';
import { isBlank, type YamlMap } from '../yaml/yaml-node';
import type { EntryContext } from './entry-context';
import { fieldOf, oneOf, readBooleanAttribute, type Field } from './fields';
import type { Located } from './located';
import { printed } from './printed';
import { needsAsWritten, readNeeds, type EntryKind, type NeedEntry } from './read-needs';
import { readRuleClauses } from './read-rule-clauses';
import { readRuleStartIn } from './read-start-in';
import { readVariables } from './read-variables';

const RULE_WHEN = ['on_success', 'on_failure', 'always', 'manual', 'delayed', 'never'] as const;
const EXTERNAL_RULE_WHEN = ['on_success', 'never'] as const;

/** One rule, with the places of its needs. */
export interface RuleReading {
  readonly rule: JobRule;
  readonly needs: readonly Located<NeedEntry>[] | null;
}

/** Reads one entry of a job's `rules`. */
export function readRule(node: YamlMap, scope: Scope, kind: EntryKind, context: EntryContext): RuleReading {
  if (isBlank(node)) scope.config("can't be blank", node.offset);
  checkKeys(node, scope, (key) => ruleKeySupport(key, kind));
  const when = kind === 'external' ? readExternalWhen(node, scope) : readBuildWhen(node, scope, kind);
  const needs = readNeeds(strictField(node, 'needs', scope), kind, context);
  const rule: JobRule = {
    ...readRuleClauses(node, scope, context),
    when,
    startInMs: kind === 'build' ? readRuleStartIn(node, scope, when === 'delayed') : null,
    allowFailure: readBooleanAttribute(fieldOf(node, 'allow_failure', scope)),
    interruptible: readBooleanAttribute(fieldOf(node, 'interruptible', scope)),
    needs: needs === null ? null : needsAsWritten(needs),
    variables: readVariables(kind === 'external' ? null : fieldOf(node, 'variables', scope), 'rule'),
  };
  return { rule, needs };
}

/** In a rule `needs:` without a value means nothing, and is more likely a slip than a wish. */
function strictField(map: YamlMap, name: string, scope: Scope): Field | null {
  const node = map.entries.get(name)?.value;
  return node === undefined ? null : { name, owner: scope, scope: scope.child(name), node };
}

/** A bridge cannot be delayed; GitLab accepts such a rule and then starts the bridge at once. */
function readBuildWhen(map: YamlMap, scope: Scope, kind: EntryKind): JobWhen | 'never' | null {
  const field = fieldOf(map, 'when', scope);
  if (field === null) return null;
  const when = oneOf(kind === 'build' ? RULE_WHEN : RULE_WHEN.filter((word) => word !== 'delayed'), field.node);
  if (when === null) scope.attribute('when', `unknown value: ${printed(field.node)}`, field.node.offset);
  return when;
}

function readExternalWhen(map: YamlMap, scope: Scope): 'on_success' | 'never' | null {
  const field = fieldOf(map, 'when', scope);
  if (field === null) return null;
  const when = oneOf(EXTERNAL_RULE_WHEN, field.node);
  if (when === null) {
    const why = 'an external job waits as soon as its turn comes; a job with `when: manual` can stand in front of it';
    scope.attribute('when', `should be one of: on_success, never, beside \`external\` (${why})`, field.node.offset);
  }
  return when;
}
