import { checkKeys, supportTable } from '../keyword/check-keys';
import { readBooleanEntry, type Field } from './fields';
import type { EntryKind } from './read-needs';

const keySupport = supportTable([], ['exit_codes']);

/** Reads `allow_failure`; GitLab's form with exit codes exists for builds only. */
export function readAllowFailure(field: Field | null, kind: EntryKind): boolean | null {
  if (field === null || kind !== 'build') return readBooleanEntry(field);
  const { node, scope } = field;
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  if (node.kind === 'map' && node.entries.size > 0) checkKeys(node, scope, keySupport);
  else scope.config('should be a hash or a boolean value', node.offset);
  return null;
}
