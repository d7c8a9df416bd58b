import type { JobKinds, KindReader } from './job-kinds';
import type { StatusModel } from './status-model';
import type { StatusReader } from './status-readers';

/**
 * Copies a status model in which one reader has never heard of the added statuses; all others still know them.
 * The copy is not validated: an ablated model may be wrong on purpose.
 */
export function ablateStatus(model: StatusModel, reader: StatusReader): StatusModel {
  return { ...model, hidden: { ...model.hidden, [reader]: model.added } };
}

/** Copies job kinds in which one reader has never heard of the added kinds; not validated either. */
export function ablateKind(kinds: JobKinds, reader: KindReader): JobKinds {
  return { ...kinds, hidden: { ...kinds.hidden, [reader]: kinds.added } };
}
