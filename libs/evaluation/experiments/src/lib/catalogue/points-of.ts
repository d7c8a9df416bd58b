import { placeId, type Place } from '../ablation/place';
import { INTEGRATION_POINTS } from './integration-points';
import { placesOf, readersOf } from './places-of';

/** The numbers of the integration points that a place takes care of, ascending. */
export function pointsOf(place: Place): readonly number[] {
  return INTEGRATION_POINTS.filter((point) => {
    const readers = readersOf(point);
    return readers !== null && placesOf(readers).some((other) => placeId(other) === placeId(place));
  }).map(({ number }) => number);
}
