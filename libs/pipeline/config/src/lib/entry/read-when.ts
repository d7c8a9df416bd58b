import type { JobWhen } from '@holdpoint/pipeline-domain';
import { fieldOf, oneOf } from './fields';
import type { JobEntry } from './job-entry';

/** Reads a job's own `when`, one of the words that its entry allows; `on_success` when absent or reported. */
export function readWhen<T extends JobWhen>({ map, scope }: JobEntry, allowed: readonly T[]): T | 'on_success' {
  const field = fieldOf(map, 'when', scope);
  if (field === null) return 'on_success';
  const when = oneOf(allowed, field.node);
  if (when === null) scope.attribute('when', `should be one of: ${allowed.join(', ')}`, field.node.offset);
  return when ?? 'on_success';
}
