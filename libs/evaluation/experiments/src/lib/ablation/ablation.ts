import type { Experiment, ExperimentContext, ExperimentResult, Finding } from '@holdpoint/evaluation-experiment';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { setImmediate } from 'node:timers/promises';
import { pointsOf } from '../catalogue/points-of';
import { findingOf } from './finding-of';
import { measurePlaces, shrunk } from './measure-place';
import { applicablePlaces, placeId, type Place } from './place';
import { crashesOf, referencesOf, type Reference } from './reference';
import { SCENARIOS } from './scenarios/scenarios';
import { unmeasuredReader } from './unmeasured-places';

/** Takes the new status or kind from one place at a time and tells what a user would see first, and what is worst. */
export const ablation: Experiment = {
  id: 'ablation',
  family: 'ablation',
  title: 'One place that has never heard of external jobs',
  risk: 'One forgotten list of statuses or test on a type lets jobs start early, hang or be lost, and nobody knows which.',
  source: 'Integration points 1 to 82',
  varied: 'Which reader of the model does not know the status running_externally, or the kind external.',
  invariants: ['No scenario makes the product itself crash.'],
  run,
};

async function run({ signal, progress }: ExperimentContext): Promise<ExperimentResult> {
  const references = referencesOf(HOLDPOINT_CI_MODEL, SCENARIOS);
  const places = applicablePlaces(HOLDPOINT_CI_MODEL);
  const findings: Finding[] = [];
  for (const place of places) {
    await setImmediate();
    signal.throwIfAborted();
    findings.push(await findingAt(references, place));
    progress(findings.length, places.length);
  }
  return { summary: summaryOf(findings), broken: crashesOf(references), findings, measurements: [] };
}

async function findingAt(references: readonly Reference[], place: Place): Promise<Finding> {
  const asker = unmeasuredReader(place);
  const title = titleOf(place);
  const data = { measured: asker === undefined, points: pointsOf(place).join(', ') || null, scenarios: references.length };
  if (asker === undefined) return findingOf(shrunk(HOLDPOINT_CI_MODEL, measurePlaces(HOLDPOINT_CI_MODEL, references, [place])), title, data);
  const observation = `Not measured here: it is read by ${asker}.`;
  return { id: placeId(place), title, severity: 'none', observation, data, reproduction: null };
}

const titleOf = (place: Place): string =>
  place.part === 'kind' ? `${place.reader} does not know external jobs` : `${place.part === 'status' ? place.reader : place.set} does not know running_externally`;

function summaryOf(findings: readonly Finding[]): string {
  const measured = findings.filter(({ data }) => data['measured'] === true);
  const of = (severity: Finding['severity']): number => measured.filter((finding) => finding.severity === severity).length;
  const harmless = `${of('low')} only show something wrongly, and of ${of('none')} nobody would notice`;
  const bad = `${of('critical')} let work go on that should not, ${of('high')} leave something that never ends or fails, ${of('medium')} do something wrong`;
  const rest = findings.length - measured.length;
  return `Of ${measured.length} places that forget alone, ${bad}; ${harmless}. ${rest} more are read by a whole server only and were not measured here.`;
}
