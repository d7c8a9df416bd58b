import type { Status } from './status';
import type { StatusModel } from './status-model';
import { madeOnce } from './made-once';
import { SET_READERS, type ReaderOf, type SetReader, type StatusReader, type StatusSet } from './status-readers';

/** Tells whether a status belongs to a named set, as the given reader sees it. */
export function inSet<S extends StatusSet>(
  model: StatusModel,
  set: S,
  reader: ReaderOf<S>,
  status: Status,
): boolean {
  return model.sets[set].includes(status) && !isHidden(model, reader, status);
}

/** A named set, which is the one its reader is registered for, as that reader sees it; to be asked for many jobs. */
export const memberSet = <S extends StatusSet>(model: StatusModel, _set: S, reader: ReaderOf<S>): ReadonlySet<Status> =>
  memberSets(model, reader);

const memberSets = madeOnce((model: StatusModel, reader: SetReader): ReadonlySet<Status> =>
  new Set(model.sets[SET_READERS[reader]].filter((status) => !isHidden(model, reader, status))));

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
