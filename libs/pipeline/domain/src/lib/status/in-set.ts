import type { Status } from './status';
import type { StatusModel } from './status-model';
import type { ReaderOf, StatusReader, StatusSet } from './status-readers';

/** Tells whether a status belongs to a named set, as the given reader sees it. */
export function inSet<S extends StatusSet>(
  model: StatusModel,
  set: S,
  reader: ReaderOf<S>,
  status: Status,
): boolean {
  return model.sets[set].includes(status) && !isHidden(model, reader, status);
}

/** Lists the members of a named set, as the given reader sees it; for SQL parameters. */
export function membersOf<S extends StatusSet>(
  model: StatusModel,
  set: S,
  reader: ReaderOf<S>,
): readonly Status[] {
  return model.sets[set].filter((status) => !isHidden(model, reader, status));
}

/** Tells whether an ablation has taken a status away from a reader. */
export function isHidden(model: StatusModel, reader: StatusReader, status: Status): boolean {
  return model.hidden[reader]?.includes(status) ?? false;
}
