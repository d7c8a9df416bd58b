import type { Experiment, ExperimentContext, ExperimentResult, Finding } from '@holdpoint/evaluation-experiment';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { setImmediate } from 'node:timers/promises';
import { findingOf } from './finding-of';
import { measurePlaces, shrunk } from './measure-place';
import { comparePair, mildPairs, newSymptoms, worstPairs, type Pair } from './pair-up';
import { applicablePlaces, placeId } from './place';
import { referencesOf, type Reference } from './reference';
import { SCENARIOS } from './scenarios/scenarios';
import { isMeasured } from './unmeasured-places';

/** Makes two places forget together and tells where that is more, or less, than both alone. */
export const ablationPairs: Experiment = {
  id: 'ablation-pairs',
  family: 'ablation',
  title: 'Two places that have never heard of external jobs',
  risk: 'A mistake that is harmless alone may be what keeps another one harmless.',
  source: 'Integration points 1 to 82',
  varied: 'Which two readers of the model do not know the status running_externally or the kind external: the ten worst, and all that do nothing critical alone.',
  invariants: [],
  run,
};

async function run({ signal, progress }: ExperimentContext): Promise<ExperimentResult> {
  const references = referencesOf(HOLDPOINT_CI_MODEL, SCENARIOS);
  const places = applicablePlaces(HOLDPOINT_CI_MODEL).filter(isMeasured);
  const singles = places.map((place) => measurePlaces(HOLDPOINT_CI_MODEL, references, [place]));
  const [worst, mild] = [worstPairs(singles), mildPairs(singles)];
  const found: (Finding | null)[] = [];
  for (const [index, pair] of [...worst, ...mild].entries()) {
    await setImmediate();
    signal.throwIfAborted();
    found.push(await pairFinding(references, pair, index < worst.length));
    progress(found.length, worst.length + mild.length);
  }
  const findings = found.filter((finding) => finding !== null);
  return { summary: summaryOf(worst.length, mild.length, findings), broken: [], findings, measurements: [] };
}

/** Of the worst every surprise counts; of the others only what is worse together than alone. */
async function pairFinding(references: readonly Reference[], pair: Pair, isWorst: boolean): Promise<Finding | null> {
  const together = measurePlaces(HOLDPOINT_CI_MODEL, references, pair.flatMap(({ places }) => places));
  const [compared, symptoms] = [comparePair(together, pair), newSymptoms(together, pair)];
  if (compared !== 'worse' && (!isWorst || (compared === 'the same' && symptoms.length === 0))) return null;
  const [a, b] = pair.map(({ places }) => places.map(placeId).join());
  const data = { compared, new_symptoms: symptoms.join(', ') || null, alone: pair.map(({ worst }) => worst).join(', ') };
  return findingOf(shrunk(HOLDPOINT_CI_MODEL, together), `${a} and ${b} forget together`, data);
}

function summaryOf(worst: number, mild: number, findings: readonly Finding[]): string {
  const of = (compared: string): number => findings.filter(({ data }) => data['compared'] === compared).length;
  return (
    `Of ${worst} pairs of the worst places and ${mild} of places that do nothing critical alone, ${of('worse')} are worse together ` +
    `than either alone and ${of('milder')} are milder; ${of('the same')} are as bad and show something that neither shows alone.`
  );
}
