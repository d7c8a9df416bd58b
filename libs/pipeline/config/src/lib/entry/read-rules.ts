import type { NeedPlan } from '@holdpoint/pipeline-domain';
import type { JobRule } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import type { YamlNode } from '../yaml/yaml-node';
import type { EntryContext } from './entry-context';
import type { Field } from './fields';
import type { Located } from './located';
import type { EntryKind } from './read-needs';
import { readRule } from './read-rule';
import { flatten } from './string-lists';

/** A job's rules, with the places of their needs. */
export interface RulesReading {
  readonly rules: readonly JobRule[];
  readonly needs: readonly (readonly Located<NeedPlan>[])[];
  /** True when the last rule is nothing but a `when` that starts the job, which GitLab warns about. */
  readonly endsOpen: boolean;
}

/** Reads `rules`: mappings, in lists up to ten levels deep; null when absent or not a list. */
export function readRules(field: Field | null, kind: EntryKind, context: EntryContext): RulesReading | null {
  if (field === null) return null;
  const items = ruleNodes(field);
  if (items === null) return null;
  const readings = items.map((item) => readRule(item, field.scope.child('rule'), kind, context));
  const read = readings.filter((reading) => reading !== null);
  return {
    rules: read.map(({ rule }) => rule),
    needs: read.flatMap(({ needs }) => (needs === null ? [] : [needs])),
    endsOpen: endsOpen(items, read.at(-1)?.rule),
  };
}

/** The items of a possibly nested list of rules; null when reported. */
export function ruleNodes({ node, scope }: Field): readonly YamlNode[] | null {
  const items: YamlNode[] = [];
  if (node.kind === 'list' && flatten(node.items, CONFIG_LIMITS.nestedLists, items)) return items;
  scope.config('should be an array containing hashes and arrays of hashes', node.offset);
  return null;
}

function endsOpen(items: readonly YamlNode[], rule: JobRule | undefined): boolean {
  const last = items.at(-1);
  const isOnlyWhen = last?.kind === 'map' && last.entries.size === 1 && last.entries.has('when');
  return isOnlyWhen && rule !== undefined && rule.when !== 'never';
}
