import { kindPlace, statusPlace, type Place } from '../ablation/place';
import type { IntegrationPoint, Readers } from './integration-point';

/** The places at which the model is wrong when a point is forgotten. */
export function placesOf({ statuses = [], kinds = [], excludedFrom = [] }: Readers): readonly Place[] {
  return [...statuses.map(statusPlace), ...kinds.map(kindPlace), ...excludedFrom.map((set): Place => ({ part: 'admits', set }))];
}

/** The readers that a point names; null for one that code alone takes care of, or that does not exist here. */
export function readersOf({ handling }: IntegrationPoint): Readers | null {
  return handling.type === 'code' || handling.type === 'not_applicable' ? null : handling;
}
