import type { Symptom } from '@holdpoint/evaluation-experiment';
import type { CiModel } from '@holdpoint/pipeline-domain';
import { impactsOf, type Impact } from './impact';
import type { Place } from './place';
import type { Reference } from './reference';
import { shrink } from './shrink';
import { withoutPlaces } from './without-places';

/** What making places forget does to all scenarios. */
export interface Measured {
  readonly places: readonly Place[];
  readonly changed: CiModel;
  /** The worst; null when nobody would notice. */
  readonly impact: Impact | null;
  readonly worst: Symptom;
  /** In how many scenarios something is seen. */
  readonly affected: number;
  /** All that is seen in any of them. */
  readonly symptoms: ReadonlySet<Symptom>;
}

/** Makes places forget and runs every scenario. */
export function measurePlaces(product: CiModel, references: readonly Reference[], places: readonly Place[]): Measured {
  const changed = withoutPlaces(product, places);
  const impacts = impactsOf(references, changed);
  const [impact = null] = impacts;
  const sightings = impacts.flatMap(({ steps }) => steps.flatMap((step) => step.sightings));
  const symptoms = new Set(sightings.map(({ symptom }) => symptom));
  return { places, changed, impact, worst: impact?.worst ?? 'nothing', affected: impacts.length, symptoms };
}

/** The same in the smallest scenario that shows it. */
export function shrunk(product: CiModel, measured: Measured): Measured {
  return { ...measured, impact: measured.impact && shrink(product, measured.changed, measured.impact) };
}
