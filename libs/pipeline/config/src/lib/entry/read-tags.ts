import { CONFIG_LIMITS } from '../config-limits';
import type { Field } from './fields';
import { asStrings } from './string-lists';

/** Reads `tags`, the names of runners; null when absent or reported. */
export function readTags(field: Field | null): readonly string[] | null {
  if (field === null) return null;
  const tags = asStrings(field.node);
  if (tags === null) field.scope.config('should be an array of strings', field.node.offset);
  else if (tags.length >= CONFIG_LIMITS.tagsPerJob) {
    field.scope.config(`must be less than the limit of ${CONFIG_LIMITS.tagsPerJob} tags`, field.node.offset);
  } else return tags;
  return null;
}
