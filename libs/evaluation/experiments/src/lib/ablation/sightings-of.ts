import { answerSightings } from './answer-rules';
import { detailSightings } from './detail-rules';
import { jobSightings } from './job-rules';
import { pipelineSightings } from './pipeline-rules';
import type { Scenario } from './scenario';
import { bySymptom, type Sides, type Sighting, type StepPair } from './sighting';
import type { Snapshot, Trace } from './snapshot';

/** What differs after one step, worst first; never empty. */
export interface StepSightings {
  /** 0 is the first processing, each further number a step of the scenario. */
  readonly index: number;
  readonly sightings: readonly Sighting[];
}

/** Compares two runs of a scenario step by step; steps after which nothing differs are left out. */
export function sightingsOf(scenario: Scenario, product: Trace, changed: Trace): readonly StepSightings[] {
  return changed.flatMap((after, index) => {
    const expected = product[index];
    if (!expected || same(expected, after)) return [];
    const pair = { step: scenario.steps[index - 1] ?? null, product: sides(product, index, expected), changed: sides(changed, index, after) };
    const sightings = seenIn(pair);
    return sightings.length > 0 ? [{ index, sightings: [...sightings].sort((a, b) => bySymptom(a.symptom, b.symptom)) }] : [];
  });
}

/** After a crash nothing was written, so nothing else is wrong yet. */
function seenIn(pair: StepPair): readonly Sighting[] {
  const answers = answerSightings(pair);
  if (pair.changed.after.answer.type === 'crashed') return answers;
  return [...answers, ...jobSightings(pair), ...pipelineSightings(pair), ...detailSightings(pair)];
}

const same = (a: Snapshot, b: Snapshot): boolean => JSON.stringify(a) === JSON.stringify(b);

const sides = (trace: Trace, index: number, after: Snapshot): Sides => ({
  before: trace[index - 1] ?? null,
  after,
  later: trace.slice(index + 1),
});
