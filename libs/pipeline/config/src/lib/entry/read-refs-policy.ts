import type { RefsPolicy } from '../ci-config';
import { checkKeys, supportTable } from '../keyword/check-keys';
import { parsePatternSource } from '../expression/pattern-source';
import { isBlank } from '../yaml/yaml-node';
import type { EntryContext } from './entry-context';
import { fieldOf, type Field } from './fields';
import { asStrings } from './string-lists';

const keySupport = supportTable(['refs'], ['changes', 'kubernetes', 'variables']);

const NOT_REFS = 'should be an array of strings or regular expressions using re2 syntax';

/** GitLab's `only` when neither `only` nor any rules are written. */
export const DEFAULT_ONLY: RefsPolicy = { refs: ['branches', 'tags'] };

/** Reads `only` or `except`: a list of refs, or a mapping with `refs`; null when absent or reported. */
export function readRefsPolicy(field: Field | null, context: EntryContext): RefsPolicy | null {
  if (field === null) return null;
  const { node, scope } = field;
  if (node.kind === 'list') return readRefs(field, context, () => scope.config(NOT_REFS, node.offset));
  if (node.kind !== 'map') {
    scope.line('has to be either an array of conditions or a hash', node.offset);
    return null;
  }
  if (isBlank(node)) scope.config("can't be blank", node.offset);
  checkKeys(node, scope, keySupport);
  const refs = fieldOf(node, 'refs', scope);
  if (refs === null) return null;
  return readRefs(refs, context, () => scope.attribute('refs', NOT_REFS, refs.node.offset));
}

function readRefs({ node }: Field, context: EntryContext, refuse: () => void): RefsPolicy | null {
  const refs = asStrings(node);
  if (refs?.every((ref) => isValidRef(ref, context)) === true) return { refs };
  refuse();
  return null;
}

/** What is not of the form `/…/flags` is a name, also where it begins with a slash (GitLab's `ArrayOfStringsOrRegexpsValidator`). */
const isValidRef = (ref: string, context: EntryContext): boolean =>
  parsePatternSource(ref) === null || context.patterns.isValid(ref);
