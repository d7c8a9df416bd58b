import { ablateKind, ablateStatus, type CiModel, type StatusModel, type StatusSet } from '@holdpoint/pipeline-domain';
import type { Place } from './place';

/** Copies a model that is wrong at each of the places, and at no other; it is not validated. */
export function withoutPlaces(model: CiModel, places: readonly Place[]): CiModel {
  return places.reduce(without, model);
}

function without({ statuses, kinds }: CiModel, place: Place): CiModel {
  switch (place.part) {
    case 'status':
      return { kinds, statuses: ablateStatus(statuses, place.reader) };
    case 'kind':
      return { statuses, kinds: ablateKind(kinds, place.reader) };
    case 'admits':
      return { kinds, statuses: admitting(statuses, place.set) };
  }
}

function admitting(statuses: StatusModel, set: StatusSet): StatusModel {
  return { ...statuses, sets: { ...statuses.sets, [set]: [...statuses.sets[set], ...statuses.added] } };
}
