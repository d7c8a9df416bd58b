import { CONFIG_LIMITS } from '../config-limits';
import type { Scope } from '../problem/scope';
import { isBlank, nullScalar, type YamlMap, type YamlNode } from '../yaml/yaml-node';
import { fieldOf } from './fields';
import { readDurationMs } from './read-duration';

/**
 * Reads a job's `start_in` into milliseconds: required with `when: delayed`, else it must not be there (GitLab's entry
 * Job).
 */
export function readStartIn(map: YamlMap, scope: Scope, isDelayed: boolean): number | null {
  const field = fieldOf(map, 'start_in', scope);
  if (isDelayed) return readDelay(field?.node ?? nullScalar(map.offset), scope);
  if (field !== null) scope.attribute('start_in', 'must be blank', field.node.offset);
  return null;
}

/** The same for a rule, of which GitLab's entry Rule says it otherwise: there the key itself is disallowed. */
export function readRuleStartIn(map: YamlMap, scope: Scope, isDelayed: boolean): number | null {
  const entry = map.entries.get('start_in');
  if (!isDelayed && entry !== undefined) scope.config('contains disallowed keys: start_in', entry.keyOffset);
  if (!isDelayed) return null;
  const node = entry?.value ?? nullScalar(map.offset);
  if (isBlank(node)) scope.attribute('start_in', "can't be blank", node.offset);
  return readDelay(node, scope);
}

const readDelay = (node: YamlNode, scope: Scope): number | null =>
  readDurationMs(node, CONFIG_LIMITS.startInSeconds, (message) => scope.attribute('start_in', message, node.offset));
