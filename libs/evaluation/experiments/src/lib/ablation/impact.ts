import type { Symptom } from '@holdpoint/evaluation-experiment';
import type { CiModel } from '@holdpoint/pipeline-domain';
import { isExpressible, type Reference } from './reference';
import { runScenario } from './run-scenario';
import { bySymptom } from './sighting';
import { sightingsOf, type StepSightings } from './sightings-of';

/** What a changed model does to one scenario. */
export interface Impact {
  readonly reference: Reference;
  /** Never empty. */
  readonly steps: readonly StepSightings[];
  readonly worst: Symptom;
}

/** What a changed model does to a scenario; null when nobody would notice. */
export function impactOn(reference: Reference, changed: CiModel): Impact | null {
  const { scenario, plan, trace } = reference;
  const steps = sightingsOf(scenario, trace, runScenario(changed, scenario, plan));
  return steps.length > 0 ? { reference, steps, worst: worstOf(steps) } : null;
}

/** Everything a changed model does, worst first; of equals what can be written as a case, then the smaller scenario. */
export function impactsOf(references: readonly Reference[], changed: CiModel): readonly Impact[] {
  return references
    .flatMap((reference) => impactOn(reference, changed) ?? [])
    .sort((a, b) => bySymptom(a.worst, b.worst) || size(a.reference) - size(b.reference));
}

function worstOf(steps: readonly StepSightings[]): Symptom {
  const [worst = 'nothing'] = steps.flatMap(({ sightings }) => sightings.map(({ symptom }) => symptom)).sort(bySymptom);
  return worst;
}

const size = ({ scenario, plan }: Reference): number =>
  (isExpressible(scenario) ? 0 : 1_000) + 10 * plan.jobs.length + scenario.steps.length;
