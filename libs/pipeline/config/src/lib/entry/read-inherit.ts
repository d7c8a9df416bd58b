import { checkKeys, supportTable } from '../keyword/check-keys';
import { JOB_KEYWORDS } from '../keyword/gitlab-keywords';
import { fieldOf, type Field } from './fields';
import { printed } from './printed';
import type { EntryKind } from './read-needs';
import { asString, asStrings } from './string-lists';

/** `inherit`: all, none, or the named ones. */
export interface Inherit {
  readonly default: boolean | readonly string[];
  readonly variables: boolean | readonly string[];
}

const INHERIT_ALL: Inherit = { default: true, variables: true };

const keySupport = supportTable(['default', 'variables']);

/** Reads `inherit`; both halves are true unless said otherwise. Source: GitLab's `Entry::Inherit`. */
export function readInherit(field: Field | null, kind: EntryKind): Inherit {
  if (field === null) return INHERIT_ALL;
  const { node, scope } = field;
  if (node.kind !== 'map') {
    scope.config('should be a hash', node.offset);
    return INHERIT_ALL;
  }
  checkKeys(node, scope, keySupport);
  const variables = fieldOf(node, 'variables', scope);
  if (kind === 'external' && variables !== null) {
    const why = 'nothing runs here that could receive variables';
    scope.config(`key may not be used with \`external\`: variables (${why})`, variables.node.offset);
  }
  const defaults = fieldOf(node, 'default', scope);
  const selected = readSelection(defaults);
  checkDefaultKeys(defaults);
  return { default: selected, variables: readSelection(variables) };
}

/** Whether a key or variable of that name is inherited. */
export function inherits(selection: boolean | readonly string[], name: string): boolean {
  return typeof selection === 'boolean' ? selection : selection.includes(name);
}

function readSelection(field: Field | null): boolean | readonly string[] {
  if (field === null) return true;
  const { node, scope } = field;
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  const names = asStrings(node);
  if (node.kind !== 'list') scope.line('should be a bool or array of strings', node.offset);
  else if (names === null) scope.config('should be an array of strings', node.offset);
  return names ?? true;
}

/** Names that `default:` cannot hold are slips. */
function checkDefaultKeys(field: Field | null): void {
  if (field?.node.kind !== 'list') return;
  const bad = field.node.items.filter((item) => !isDefaultKey(asString(item))).map(printed);
  if (bad.length > 0) field.scope.config(`contains unknown values: ${bad.join(', ')}`, field.node.offset);
}

function isDefaultKey(name: string | null): boolean {
  return name !== null && Object.hasOwn(JOB_KEYWORDS, name) && JOB_KEYWORDS[name]?.defaults !== 'unknown';
}
