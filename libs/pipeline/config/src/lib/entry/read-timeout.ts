import { CONFIG_LIMITS } from '../config-limits';
import type { Field } from './fields';
import { readDurationMs } from './read-duration';

/** Reads `timeout` into milliseconds; null when absent or reported. */
export function readTimeout(field: Field | null): number | null {
  if (field === null) return null;
  const { node, scope } = field;
  return readDurationMs(node, CONFIG_LIMITS.timeoutSeconds, (message) => scope.config(message, node.offset));
}
