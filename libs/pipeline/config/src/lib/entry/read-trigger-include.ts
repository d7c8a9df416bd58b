import { CONFIG_LIMITS } from '../config-limits';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { Scope } from '../problem/scope';
import { isNull, type YamlMap, type YamlNode } from '../yaml/yaml-node';
import { asString } from './string-lists';

/** Where else GitLab can take a file from; only files of the same commit can be read here. */
const ELSEWHERE = ['artifact', 'cache', 'component', 'file', 'inputs', 'integrity', 'job', 'project', 'ref', 'remote', 'rules', 'template'];

const keySupport = supportTable(['local'], ELSEWHERE);

/** Reads `trigger:include`, a path or a list of paths and `local`s, with variables not yet expanded; null when reported. */
export function readTriggerInclude(trigger: YamlMap, scope: Scope): readonly string[] | null {
  const node = trigger.entries.get('include')?.value;
  const limit = CONFIG_LIMITS.childIncludes;
  if (node === undefined || isNull(node) || (node.kind === 'list' && node.items.length === 0)) {
    scope.config("can't be blank", node?.offset ?? trigger.offset);
  } else if (node.kind === 'list' && node.items.length > limit) {
    scope.config(`is too long (maximum is ${limit})`, node.offset);
  } else if (node.kind === 'list') {
    return allOf(node.items.map((item) => readItem(item, scope.child('include'))));
  } else if (asString(node) !== null) {
    return allOf([readPath(node, scope)]);
  } else {
    scope.config('should be an array or a string: write a path, or a list of paths or `local` entries', node.offset);
  }
  return null;
}

function readItem(node: YamlNode, scope: Scope): string | null {
  if (node.kind !== 'map') return readPath(node, scope);
  checkKeys(node, scope, keySupport);
  const local = node.entries.get('local');
  if (local !== undefined) return readPath(local.value, scope.child('local'));
  // Any other key has been reported.
  if (node.entries.size === 0) scope.config("can't be blank", node.offset);
  return null;
}

function readPath(node: YamlNode, scope: Scope): string | null {
  const path = asString(node);
  if (path === null) scope.config('should be a string', node.offset);
  else if (path.trim() === '') scope.config("can't be blank", node.offset);
  else if (/^https?:\/\//i.test(path)) scope.config('key remote is not supported yet', node.offset);
  else return path;
  return null;
}

function allOf(paths: readonly (string | null)[]): readonly string[] | null {
  return paths.every((path) => path !== null) ? paths : null;
}
