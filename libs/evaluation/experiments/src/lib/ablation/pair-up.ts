import { severityOf, SEVERITIES, type Symptom } from '@holdpoint/evaluation-experiment';
import type { Measured } from './measure-place';
import { bySymptom } from './sighting';

/** Two places that are made to forget together. */
export type Pair = readonly [a: Measured, b: Measured];

/** How many of the worst places are tried in pairs. */
const WORST_COUNT = 10;

/** All pairs of the ten worst places; of equals those that are noticed in more scenarios, then those that come first. */
export function worstPairs(singles: readonly Measured[]): readonly Pair[] {
  return pairsOf([...singles].sort((a, b) => bySymptom(a.worst, b.worst) || b.affected - a.affected).slice(0, WORST_COUNT));
}

/** All pairs of places that alone do nothing critical: what they do together nobody would expect. */
export function mildPairs(singles: readonly Measured[]): readonly Pair[] {
  return pairsOf(singles.filter(({ worst }) => severityOf(worst) !== 'critical'));
}

/** What two places show together and neither of them alone. */
export function newSymptoms(together: Measured, [a, b]: Pair): readonly Symptom[] {
  return [...together.symptoms].filter((symptom) => !a.symptoms.has(symptom) && !b.symptoms.has(symptom)).sort(bySymptom);
}

/** Whether two places together are worse, milder or as bad as the worse of them alone, by severity. */
export function comparePair(together: Measured, [a, b]: Pair): 'worse' | 'milder' | 'the same' {
  const alone = Math.min(rank(a.worst), rank(b.worst));
  if (rank(together.worst) === alone) return 'the same';
  return rank(together.worst) < alone ? 'worse' : 'milder';
}

const rank = (symptom: Symptom): number => SEVERITIES.indexOf(severityOf(symptom));

const pairsOf = (singles: readonly Measured[]): readonly Pair[] =>
  singles.flatMap((a, index) => singles.slice(index + 1).map((b): Pair => [a, b]));
