import type { CiModel } from '@holdpoint/pipeline-domain';
import { impactsOf, type Impact } from '../ablation/impact';
import { placeId } from '../ablation/place';
import type { Reference } from '../ablation/reference';
import { withoutPlaces } from '../ablation/without-places';
import type { Readers } from './integration-point';
import { placesOf } from './places-of';

/** What trying has shown of a point that readers take care of. */
export interface PointJudgement {
  /** What is worst when all of its readers forget; null when nobody would notice. */
  readonly worst: Impact | null;
  /** Those of its places at which forgetting alone shows nothing. */
  readonly silent: readonly string[];
}

/** Makes the readers of a point forget, together and one by one, and looks whether anybody would notice. */
export function judgePoint(product: CiModel, references: readonly Reference[], readers: Readers): PointJudgement {
  const places = placesOf(readers);
  const [worst = null] = impactsOf(references, withoutPlaces(product, places));
  const silent = places.filter((place) => impactsOf(references, withoutPlaces(product, [place])).length === 0);
  return { worst, silent: silent.map(placeId) };
}
