import type { JobKind, NeedPlan } from '@holdpoint/pipeline-domain';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { Scope } from '../problem/scope';
import type { YamlMap, YamlNode } from '../yaml/yaml-node';
import { fieldOf, readBooleanAttribute, type Field } from './fields';
import { asString } from './string-lists';
import type { Located } from './located';

/** The kinds of job that can be written. */
export type EntryKind = Exclude<JobKind, 'generic'>;

/**
 * Keys of one need. `artifacts` says whether a build downloads what the needed job has uploaded; no job can upload
 * anything yet, so both values are kept to the letter. An external job runs nothing that could download.
 */
const processableNeed = supportTable(['job', 'optional', 'artifacts'], ['parallel', 'pipeline', 'project', 'ref']);
const KEY_SUPPORT = {
  build: processableNeed,
  bridge: processableNeed,
  external: supportTable(['job', 'optional']),
};

/** Reads `needs`, a list or one mapping; null when absent or when nothing of it can be used. */
export function readNeeds(field: Field | null, kind: EntryKind): readonly Located<NeedPlan>[] | null {
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
  const items = node.kind === 'list' ? node.items : [node];
  return items.map((item) => readNeed(item, scope.child('need'), kind)).filter((need) => need !== null);
}

function readNeed(node: YamlNode, scope: Scope, kind: EntryKind): Located<NeedPlan> | null {
  if (node.kind === 'map' && isNeed(node)) return readMapping(node, scope, kind);
  const name = asString(node);
  if (name === null) scope.line('has an unsupported type', node.offset);
  else if (name === '') scope.config("can't be blank", node.offset);
  else return { value: { name, optional: false }, offset: node.offset };
  return null;
}

/** GitLab tells the kinds of need apart by their keys (its entry Need); one of another pipeline is told as not supported. */
const isNeed = ({ entries }: YamlMap): boolean => entries.has('job') || entries.has('pipeline');

function readMapping(map: YamlMap, scope: Scope, kind: EntryKind): Located<NeedPlan> | null {
  checkKeys(map, scope, KEY_SUPPORT[kind]);
  const optional = readBooleanAttribute(fieldOf(map, 'optional', scope)) ?? false;
  if (kind !== 'external') readBooleanAttribute(fieldOf(map, 'artifacts', scope));
  // A need of another pipeline has been reported as not supported; a missing job would be one problem told twice.
  if (map.entries.has('pipeline')) return null;
  const field = fieldOf(map, 'job', scope);
  const name = field === null ? '' : asString(field.node);
  if (name === null) scope.attribute('job', 'should be a string', field?.node.offset ?? map.offset);
  else if (name === '') scope.attribute('job', "can't be blank", field?.node.offset ?? map.offset);
  else return { value: { name, optional }, offset: field?.node.offset ?? map.offset };
  return null;
}
