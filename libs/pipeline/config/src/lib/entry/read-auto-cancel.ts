import type { AutoCancelPlan } from '@holdpoint/pipeline-domain';
import { checkKeys, supportTable } from '../keyword/check-keys';
import type { Scope } from '../problem/scope';
import type { YamlMap } from '../yaml/yaml-node';
import { fieldOf, oneOf, type Field } from './fields';

const ON_JOB_FAILURE = ['none', 'all'] as const;
const ON_NEW_COMMIT = ['conservative', 'interruptible', 'none'] as const;

const keySupport = supportTable(['on_job_failure', 'on_new_commit']);

/** Reads `auto_cancel`; null when `on_job_failure` is not said or was reported. */
export function readAutoCancel(field: Field | null): AutoCancelPlan['onJobFailure'] | null {
  if (field === null) return null;
  const { node, scope } = field;
  if (node.kind !== 'map') {
    scope.config('should be a hash', node.offset);
    return null;
  }
  checkKeys(node, scope, keySupport);
  readOnNewCommit(node, scope);
  return readWord(fieldOf(node, 'on_job_failure', scope), ON_JOB_FAILURE);
}

/**
 * A newer pipeline does not cancel older ones yet. `none` asks for exactly that and is accepted; the other two would be
 * promises that are not kept.
 */
function readOnNewCommit(map: YamlMap, scope: Scope): void {
  const field = fieldOf(map, 'on_new_commit', scope);
  const word = readWord(field, ON_NEW_COMMIT);
  if (field === null || word === null || word === 'none') return;
  scope.config('key on_new_commit is not supported yet (except `none`)', field.node.offset);
}

function readWord<T extends string>(field: Field | null, words: readonly T[]): T | null {
  if (field === null) return null;
  const word = oneOf(words, field.node);
  if (word === null) field.owner.attribute(field.name, `must be one of: ${words.join(', ')}`, field.node.offset);
  return word;
}
