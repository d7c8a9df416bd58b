import { severityOf, type Finding } from '@holdpoint/evaluation-experiment';
import { describeImpact } from './describe-impact';
import type { Measured } from './measure-place';
import { placeId } from './place';
import { reproductionOf } from './reproduction';

/** Tells what was measured as a finding; `data` is what the experiment adds to the figures. */
export async function findingOf(measured: Measured, title: string, data: Finding['data']): Promise<Finding> {
  const { places, impact, worst, affected, changed } = measured;
  const id = places.map(placeId).join('+');
  const figures = { symptom: worst, scenarios_affected: affected, ...data };
  if (!impact) {
    return { id, title, severity: 'none', observation: 'Nobody would notice.', data: { ...figures, first_symptom: worst }, reproduction: null };
  }
  const { observation, first } = describeImpact(impact);
  const { scenario, plan } = impact.reference;
  return {
    id,
    title,
    severity: severityOf(worst),
    observation,
    data: { ...figures, first_symptom: first, scenario: scenario.name, jobs: plan.jobs.length, steps: scenario.steps.length },
    reproduction: await reproductionOf(impact.reference, changed, `${title}. ${observation}`),
  };
}
