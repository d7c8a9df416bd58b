import type { ExternalOptions } from '@holdpoint/pipeline-domain';
import { CONFIG_LIMITS } from '../config-limits';
import { oneOf, type Field } from './fields';

const WORDS = ['first', 'never'] as const;

/** Reads `fail_on`, a word or a count of failures; null is `never`, undefined when absent or reported. */
export function readFailOn(field: Field | null): ExternalOptions['failOn'] {
  if (field === null) return undefined;
  const { name, node, owner } = field;
  const word = oneOf(WORDS, node);
  if (word !== null) return word === 'first' ? 1 : null;
  const count = node.kind === 'scalar' ? node.value : null;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= CONFIG_LIMITS.failOnMax) return count;
  owner.attribute(name, `should be first, never or an integer from 1 to ${CONFIG_LIMITS.failOnMax}`, node.offset);
  return undefined;
}
