import type { Symptom } from '@holdpoint/evaluation-experiment';
import type { Impact } from './impact';
import { stepWords } from './step-words';

/** What a user would see, told in a sentence, with the figures behind it. */
export interface ImpactStory {
  readonly observation: string;
  readonly first: Symptom;
}

/** Tells what is seen first and what is worst: one clause where they are the same. */
export function describeImpact({ reference, steps, worst }: Impact): ImpactStory {
  const told = steps.map(({ index, sightings }) => ({ index, sighting: sightings[0] }));
  const [first] = told;
  const worstStep = steps.find(({ sightings }) => sightings.some(({ symptom }) => symptom === worst));
  const clause = ({ index, text }: { readonly index: number; readonly text: string }): string =>
    `when ${stepWords(reference.scenario.steps[index - 1] ?? null)}, ${text}`;
  const clauses = [
    ...(first?.sighting && first.index !== worstStep?.index ? [clause({ index: first.index, text: first.sighting.text })] : []),
    ...(worstStep ? [clause({ index: worstStep.index, text: worstStep.sightings[0]?.text ?? '' })] : []),
  ];
  return { observation: `${sentence(clauses.join('; then, '))}.`, first: first?.sighting?.symptom ?? worst };
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
