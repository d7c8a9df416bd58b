import { checkKeys, supportTable } from '../keyword/check-keys';
import { readBooleanAttribute, readBooleanEntry, type Field } from './fields';
import type { EntryKind } from './read-needs';

const keySupport = supportTable([], ['exit_codes']);

/** GitLab's form with exit codes exists for builds only; a bridge has it as a plain attribute. */
const READERS: Readonly<Record<EntryKind, (field: Field | null) => boolean | null>> = {
  build: readWithExitCodes,
  bridge: readBooleanAttribute,
  external: readBooleanEntry,
};

/** Reads `allow_failure`; null when absent or reported. */
export function readAllowFailure(field: Field | null, kind: EntryKind): boolean | null {
  return READERS[kind](field);
}

function readWithExitCodes(field: Field | null): boolean | null {
  if (field === null) return null;
  const { name, node, owner, scope } = field;
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  if (node.kind === 'map') {
    checkKeys(node, scope, keySupport);
    // GitLab takes any mapping for no: only the exit codes in it may let a failure pass.
    return false;
  }
  owner.attribute(name, 'should be a hash or a boolean value', node.offset);
  return null;
}
