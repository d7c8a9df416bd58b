import type { RetryPlan } from '@holdpoint/pipeline-domain';
import { CONFIG_LIMITS } from '../config-limits';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { Scope } from '../problem/scope';
import type { YamlMap, YamlNode } from '../yaml/yaml-node';
import { fieldOf, type Field } from './fields';
import { RETRY_REASONS } from './retry-reasons';
import { asString, asStrings } from './string-lists';

const keySupport = supportTable(['max', 'when'], ['exit_codes']);

/**
 * Reads `retry`, an integer or a mapping; `max: 0` (GitLab's default) reads as null. Its messages name no job. Source:
 * GitLab's `Entry::Retry`, whose location is `retry` alone.
 */
export function readRetry(field: Field | null): RetryPlan | null {
  if (field === null) return null;
  const { node } = field;
  const scope = field.scope.locatedAt('retry');
  if (node.kind === 'map') return readMapping(node, scope);
  if (node.kind === 'scalar' && Number.isInteger(node.value)) {
    return plan(readMax(node, (message) => scope.config(message, node.offset)), ['always']);
  }
  scope.config('has to be either an integer or a hash', node.offset);
  return null;
}

function readMapping(map: YamlMap, scope: Scope): RetryPlan | null {
  checkKeys(map, scope, keySupport);
  const field = fieldOf(map, 'max', scope);
  const max = field === null ? 0 : readMax(field.node, (message) => scope.attribute('max', message, field.node.offset));
  return plan(max, readReasons(fieldOf(map, 'when', scope)));
}

function readMax(node: YamlNode, report: (message: string) => void): number {
  const max = node.kind === 'scalar' ? node.value : null;
  if (typeof max !== 'number' || !Number.isInteger(max)) report('must be an integer');
  else if (max < 0) report('must be greater than or equal to 0');
  else if (max > CONFIG_LIMITS.retryMax) report(`must be less than or equal to ${CONFIG_LIMITS.retryMax}`);
  else return max;
  return 0;
}

function readReasons(field: Field | null): readonly string[] {
  if (field === null) return ['always'];
  const { node, owner } = field;
  const one = asString(node);
  const reasons = one === null ? asStrings(node) : [one];
  const bad = (reasons ?? []).filter((reason) => !RETRY_REASONS.has(reason));
  if (reasons === null) owner.attribute('when', 'should be an array of strings or a string', node.offset);
  else if (bad.length === 0) return reasons;
  else if (one !== null) owner.attribute('when', 'is not included in the list', node.offset);
  else owner.attribute('when', `contains unknown values: ${bad.join(', ')}`, node.offset);
  return ['always'];
}

function plan(max: number, when: readonly string[]): RetryPlan | null {
  return max === 0 ? null : { max, when };
}
