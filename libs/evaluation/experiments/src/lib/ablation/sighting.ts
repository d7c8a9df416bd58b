import { SEVERITIES, severityOf, SYMPTOMS, type Symptom } from '@holdpoint/evaluation-experiment';
import type { ScenarioStep } from './scenario';
import type { Snapshot } from './snapshot';

/** Something that a user would see and that is not so in the product. */
export interface Sighting {
  readonly symptom: Symptom;
  /** What is seen, in a sentence without its full stop. */
  readonly text: string;
}

/** One step seen on both sides: in the product, and where something was changed. */
export interface StepPair {
  /** Null for the first processing. */
  readonly step: ScenarioStep | null;
  readonly product: Sides;
  readonly changed: Sides;
}

/** What stood on one side before and after a step, and what stands after each later one. */
export interface Sides {
  /** Null before the first processing. */
  readonly before: Snapshot | null;
  readonly after: Snapshot;
  readonly later: readonly Snapshot[];
}

/** Orders what was seen, worst first: by severity, then what is told precisely before a status that is merely wrong. */
export const bySymptom = (a: Symptom, b: Symptom): number => rank(a) - rank(b);

const rank = (symptom: Symptom): number =>
  SEVERITIES.indexOf(severityOf(symptom)) * 100 + (symptom === 'wrong_status' ? 50 : 0) + SYMPTOMS.indexOf(symptom);
