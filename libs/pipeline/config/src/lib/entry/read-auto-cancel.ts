import type { AutoCancelConfig } from '../ci-config';
import { checkKeys, supportTable } from '../keyword/check-keys';
import { fieldOf, oneOf, type Field } from './fields';

const ON_JOB_FAILURE = ['none', 'all'] as const;
const ON_NEW_COMMIT = ['conservative', 'interruptible', 'none'] as const;

const keySupport = supportTable(['on_job_failure', 'on_new_commit']);

/** An `auto_cancel` that says nothing. */
export const NO_AUTO_CANCEL: AutoCancelConfig = { onJobFailure: null, onNewCommit: null };

/** Reads `auto_cancel`; what was reported counts as not said. */
export function readAutoCancel(field: Field | null): AutoCancelConfig {
  if (field === null) return NO_AUTO_CANCEL;
  const { node, scope } = field;
  if (node.kind !== 'map') {
    scope.config('should be a hash', node.offset);
    return NO_AUTO_CANCEL;
  }
  checkKeys(node, scope, keySupport);
  return {
    onJobFailure: readWord(fieldOf(node, 'on_job_failure', scope), ON_JOB_FAILURE),
    onNewCommit: readWord(fieldOf(node, 'on_new_commit', scope), ON_NEW_COMMIT),
  };
}

function readWord<T extends string>(field: Field | null, words: readonly T[]): T | null {
  if (field === null) return null;
  const word = oneOf(words, field.node);
  if (word === null) field.owner.attribute(field.name, `must be one of: ${words.join(', ')}`, field.node.offset);
  return word;
}
