import {
  KIND_READERS,
  MACHINES,
  SET_READERS,
  type CiModel,
  type FoldReader,
  type KindReader,
  type MachineName,
  type SetReader,
  type StatusReader,
  type StatusSet,
} from '@holdpoint/pipeline-domain';

/**
 * A place at which the model can be made to forget: a reader of statuses, or of what kinds of job can do. With `admits`
 * the opposite: a set that must not hold the added status is given it, for all of its readers.
 */
export type Place =
  | { readonly part: 'status'; readonly reader: StatusReader }
  | { readonly part: 'kind'; readonly reader: KindReader }
  | { readonly part: 'admits'; readonly set: StatusSet };

/** The places that fold the statuses of many jobs into one. */
export const FOLD_READERS: readonly FoldReader[] = ['fold.stage', 'fold.pipeline', 'fold.needs', 'fold.prior_stages'];

/** What a place is called: unique, and stable from report to report. */
export const placeId = (place: Place): string => (place.part === 'admits' ? `admits.${place.set}` : `${place.part}.${place.reader}`);

/** The place that reads a set, folds, or moves a machine by an event. */
export const statusPlace = (reader: StatusReader): Place => ({ part: 'status', reader });

/** The place that asks for a capability. */
export const kindPlace = (reader: KindReader): Place => ({ part: 'kind', reader });

/** Every place whose answer for an added status or kind differs from what it would be if it had never heard of it. */
export function applicablePlaces(model: CiModel): readonly Place[] {
  return [
    ...setReaders(model).map(statusPlace),
    ...FOLD_READERS.filter(() => foldKnowsAdded(model)).map(statusPlace),
    ...DEPLOYMENT_READERS.filter(() => deploymentsKnowAdded(model)).map(statusPlace),
    ...transitionReaders(model).map(statusPlace),
    ...kindReaders(model).map(kindPlace),
  ];
}

function setReaders({ statuses }: CiModel): readonly SetReader[] {
  return keysOf(SET_READERS).filter((reader) => statuses.sets[SET_READERS[reader]].some((status) => statuses.added.includes(status)));
}

const foldKnowsAdded = ({ statuses }: CiModel): boolean =>
  statuses.fold.rows.some(({ of }) => statuses.added.some((status) => of.includes(status)));

const DEPLOYMENT_READERS: readonly StatusReader[] = ['deployment.status'];

const deploymentsKnowAdded = ({ statuses }: CiModel): boolean => statuses.added.some((status) => statuses.deployment[status] !== undefined);

function transitionReaders(model: CiModel): readonly StatusReader[] {
  return MACHINES.flatMap((machine) => eventsWithAdded(model, machine).map((event) => `${machine}.${event}` as const));
}

function eventsWithAdded({ statuses }: CiModel, machine: MachineName): readonly string[] {
  const { events } = statuses.machines[machine];
  return Object.keys(events).filter((event) =>
    (events[event] ?? []).some(({ from, to }) => statuses.added.some((status) => from.includes(status) || to === status)),
  );
}

function kindReaders({ kinds }: CiModel): readonly KindReader[] {
  return keysOf(KIND_READERS).filter((reader) =>
    kinds.added.some((kind) => kinds.kinds[kind].capabilities.includes(KIND_READERS[reader])),
  );
}

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] => Object.keys(record) as K[];
