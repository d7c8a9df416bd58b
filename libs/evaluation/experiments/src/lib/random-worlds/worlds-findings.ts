import { severityOf, type Finding } from '@holdpoint/evaluation-experiment';
import { writeCase, type CaseTransition, type ConformanceCase } from '@holdpoint/evaluation-scenario';
import { failureSymptom } from './failure-symptom';
import type { FailedWorld, WorldSearchResult } from './search-worlds';

/** What a search has found: one finding for each world that failed, and one that says what all of them went through. */
export const worldsFindings = ({ cases, failures }: WorldSearchResult, seed: number): readonly Finding[] => [
  ...failures.map((failed) => failureFinding(failed, seed)),
  coverageFinding(cases, failures.length),
];

function failureFinding({ index, smallest, failure }: FailedWorld, seed: number): Finding {
  const symptom = failureSymptom(failure);
  const where = `${failure.step}: ${failure.lines.join('; ')}`;
  return {
    id: `world-${index}`,
    title: `Random world ${index} does not go as the oracle says`,
    severity: severityOf(symptom),
    observation: where,
    data: { symptom, seed, world: index, steps: smallest.transitions.length },
    reproduction: `# Random world ${index} of seed ${seed}, made smaller.\n# ${where.replaceAll('\n', ' ')}\n${writeCase(smallest)}`,
  };
}

function coverageFinding(cases: readonly ConformanceCase[], failed: number): Finding {
  const steps = cases.flatMap(({ transitions }) => transitions);
  return {
    id: 'coverage',
    title: 'What the random worlds went through',
    severity: severityOf('nothing'),
    observation: `${cases.length - failed} of ${cases.length} worlds went as the oracle says, step by step.`,
    data: { worlds: cases.length, failed, steps: steps.length, ...counts(steps.flatMap(wordsOf)) },
    reproduction: null,
  };
}

/** How a step is counted: by its event, by each verdict that it was to have, or as what happened on the way. */
function wordsOf(step: CaseTransition): readonly string[] {
  if ('advanceMs' in step) return [step.unnoticed ? 'time passes unnoticed' : 'time passes'];
  if ('event' in step) return [step.refused ? 'events refused' : 'events'];
  const verdicts = step.verdicts.map((verdict) => `callbacks ${verdict}`);
  return step.deliveries === 0 ? ['callbacks lost'] : verdicts;
}

function counts(words: readonly string[]): Readonly<Record<string, number>> {
  const all = new Map<string, number>();
  for (const word of words) all.set(word, (all.get(word) ?? 0) + 1);
  return Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}
