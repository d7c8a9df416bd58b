import type { JobKind, NeedPlan } from '@holdpoint/pipeline-domain';
import { CONFIG_LIMITS } from '../config-limits';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { Parallel } from '../parallel/parallel';
import type { Scope } from '../problem/scope';
import type { YamlMap, YamlNode } from '../yaml/yaml-node';
import type { EntryContext } from './entry-context';
import { fieldOf, readBooleanAttribute, type Field } from './fields';
import { asString, flatten } from './string-lists';
import type { Located } from './located';
import { readParallel } from './read-parallel';

/** The kinds of job that can be written. */
export type EntryKind = Exclude<JobKind, 'generic'>;

/** One need as it is written. */
export interface NeedEntry extends NeedPlan {
  /** `needs:parallel`: which of the jobs of `parallel` are needed; null for all of them. */
  readonly parallel: Parallel | null;
}

/**
 * Keys of one need. `artifacts` says whether a build downloads what the needed job has uploaded; no job can upload
 * anything yet, so both values are kept to the letter. An external job runs nothing that could download.
 */
const processableNeed = supportTable(['job', 'optional', 'artifacts', 'parallel'], ['pipeline', 'project', 'ref']);
const KEY_SUPPORT = {
  build: processableNeed,
  bridge: processableNeed,
  external: supportTable(['job', 'optional']),
};

/** Reads `needs`, a list or one mapping; null when absent or when nothing of it can be used. */
export function readNeeds(field: Field | null, kind: EntryKind, context: EntryContext): readonly Located<NeedEntry>[] | null {
  if (field === null) return null;
  const { node, scope } = field;
  if (node.kind === 'scalar') {
    scope.config('can only be a hash or an array', node.offset);
    return null;
  }
  if (node.kind === 'map' && node.entries.size === 0) {
    scope.config('can not be an empty hash', node.offset);
    return null;
  }
  const items: YamlNode[] = [];
  // As deep as a text may be: GitLab's `ComposableArray` flattens all of it.
  flatten([node], CONFIG_LIMITS.yamlDepth + 1, items);
  return items.map((item) => readNeed(item, scope.child('need'), kind, context)).filter((need) => need !== null);
}

/** What needs come to where there is no `parallel`. */
export const needsAsWritten = (needs: readonly Located<NeedEntry>[]): readonly NeedPlan[] =>
  needs.map(({ value: { name, optional } }) => ({ name, optional }));

function readNeed(node: YamlNode, scope: Scope, kind: EntryKind, context: EntryContext): Located<NeedEntry> | null {
  if (node.kind === 'map' && isNeed(node)) return readMapping(node, scope, kind, context);
  const name = asString(node);
  if (name === null) scope.line('has an unsupported type', node.offset);
  else if (name === '') scope.config("can't be blank", node.offset);
  else return { value: { name, optional: false, parallel: null }, offset: node.offset };
  return null;
}

/** GitLab tells the kinds of need apart by their keys (its entry Need); one of another pipeline is told as not supported. */
const isNeed = ({ entries }: YamlMap): boolean => entries.has('job') || entries.has('pipeline');

function readMapping(map: YamlMap, scope: Scope, kind: EntryKind, context: EntryContext): Located<NeedEntry> | null {
  checkKeys(map, scope, KEY_SUPPORT[kind]);
  const optional = readBooleanAttribute(fieldOf(map, 'optional', scope)) ?? false;
  if (kind !== 'external') readBooleanAttribute(fieldOf(map, 'artifacts', scope));
  const parallel = kind === 'external' ? null : readParallel(fieldOf(map, 'parallel', scope), 'matrix', context);
  // A need of another pipeline has been reported as not supported; a missing job would be one problem told twice.
  if (map.entries.has('pipeline')) return null;
  const field = fieldOf(map, 'job', scope);
  const name = field === null ? '' : asString(field.node);
  if (name === null) scope.attribute('job', 'should be a string', field?.node.offset ?? map.offset);
  else if (name === '') scope.attribute('job', "can't be blank", field?.node.offset ?? map.offset);
  else return { value: { name, optional, parallel }, offset: field?.node.offset ?? map.offset };
  return null;
}
