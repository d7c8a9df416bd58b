import { severityOf, type Finding, type Symptom } from '@holdpoint/evaluation-experiment';
import { ENDINGS, type Ending, type EndingCounts } from './count-endings';
import { PIPELINES, type CaseOutcome } from './run-cases';

/** What a user sees of an ending, worst first, and in words. */
const SEEN: readonly (readonly [ending: Ending, symptom: Symptom, words: string])[] = [
  ['wrong_success', 'wrong_success', 'succeed although Flux has not applied their commit'],
  ['misled', 'wrong_success', 'succeed because an annotation claims their commit'],
  ['never', 'no_timeout', 'never end'],
  ['wrong_failure', 'wrong_status', 'fail by a failure that is not theirs or is over'],
  ['missed', 'wrong_status', 'fail by their deadline although Flux has applied their commit'],
  ['by_deadline', 'wrong_time', 'fail by their deadline after Flux has skipped or not mended their commit'],
  ['right', 'nothing', 'end as they should'],
];

/** The finding of a case: severity by its worst ending, rates in whole percent. */
export function caseFinding({ id, title, data, counts }: CaseOutcome): Finding {
  const seen = SEEN.filter(([ending]) => counts[ending] > 0);
  const [, worst = 'nothing'] = seen[0] ?? [];
  return {
    id,
    title,
    severity: severityOf(worst),
    observation: `Of ${PIPELINES} pipelines ${seen.map(([ending, , words]) => `${percentOf(counts[ending])} % ${words}`).join(', ')}.`,
    data: { ...data, pipelines: PIPELINES, ...percentages(counts) },
    reproduction: null,
  };
}

/** Adds up some endings over cases. */
export const totalOf = (outcomes: readonly CaseOutcome[], ...endings: readonly Ending[]): number =>
  outcomes.reduce((total, { counts }) => total + endings.reduce((sum, ending) => sum + counts[ending], 0), 0);

/** In whole percent of the pipelines of so many cases; the least that is not nothing is 1. */
export const percentOf = (count: number, cases = 1): number =>
  count === 0 ? 0 : Math.max(1, Math.round((count * 100) / (PIPELINES * cases)));

const percentages = (counts: EndingCounts): Readonly<Record<string, number>> =>
  Object.fromEntries(ENDINGS.map((ending) => [`${ending}_percent`, percentOf(counts[ending])]));
