import type { JobRule } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import { isBlank, type YamlMap, type YamlNode } from '../yaml/yaml-node';
import type { EntryContext } from './entry-context';
import type { Field } from './fields';
import type { Located } from './located';
import type { EntryKind, NeedEntry } from './read-needs';
import { readRule } from './read-rule';
import { flatten } from './string-lists';

const NOT_RULES = 'should be an array containing hashes and arrays of hashes';

/** A job's rules, with the places of their needs. */
export interface RulesReading {
  readonly rules: readonly JobRule[];
  readonly needs: readonly (readonly Located<NeedEntry>[])[];
  /** True when the last rule is nothing but a `when` that starts the job, which GitLab warns about. */
  readonly endsOpen: boolean;
}

/** Reads `rules`: mappings, in lists up to ten levels deep; null when absent or not that. */
export function readRules(field: Field | null, kind: EntryKind, context: EntryContext): RulesReading | null {
  if (field === null) return null;
  const items = flatRules(field.node);
  if (items?.every((item) => item.kind === 'map') !== true) {
    field.owner.attribute(field.name, NOT_RULES, field.node.offset);
    return null;
  }
  if (isBlank(field.node)) field.scope.config("can't be blank", field.node.offset);
  const readings = items.map((item) => readRule(item, field.scope.child('rule'), kind, context));
  return {
    rules: readings.map(({ rule }) => rule),
    needs: readings.flatMap(({ needs }) => (needs === null ? [] : [needs])),
    endsOpen: endsOpen(items, readings.at(-1)?.rule),
  };
}

/** Reads `workflow:rules` into single rules; null when absent or not a list. */
export function readWorkflowRuleNodes(field: Field | null): readonly YamlNode[] | null {
  if (field === null) return null;
  const { node, scope } = field;
  const items = flatRules(node);
  if (isBlank(node)) scope.config("can't be blank", node.offset);
  if (items === null) scope.config(node.kind === 'list' ? NOT_RULES : 'should be an array', node.offset);
  return items;
}

/** The items of a possibly nested list of rules; null for anything else. */
function flatRules(node: YamlNode): readonly YamlNode[] | null {
  const items: YamlNode[] = [];
  return node.kind === 'list' && flatten(node.items, CONFIG_LIMITS.nestedLists, items) ? items : null;
}

function endsOpen(items: readonly YamlMap[], rule: JobRule | undefined): boolean {
  const last = items.at(-1);
  const isOnlyWhen = last?.entries.size === 1 && last.entries.has('when');
  return isOnlyWhen && rule !== undefined && rule.when !== 'never';
}
