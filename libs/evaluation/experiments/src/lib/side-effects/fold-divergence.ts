import { SYMPTOMS, type Symptom } from '@holdpoint/evaluation-experiment';
import type { CompositeStatus, FoldReader, JobWhen, Status } from '@holdpoint/pipeline-domain';
import type { Divergence } from './divergence-log';
import { shownSymptom, turnAfter, turnSymptom, type DecidingFold, type Turn } from './divergence-symptom';
import type { WaitingDesign } from './waiting-design';

/** Who folds statuses, and what it is called: two show what they fold to, two let jobs start by it. */
const FOLDS = {
  'fold.stage': 'stage',
  'fold.pipeline': 'pipeline',
  'fold.needs': 'needs',
  'fold.prior_stages': 'prior stages',
} as const satisfies Readonly<Record<FoldReader, string>>;

/** Whoever folds. */
export const FOLD_READERS = Object.keys(FOLDS) as readonly FoldReader[];

const WHENS: readonly JobWhen[] = ['on_success', 'on_failure', 'always', 'manual', 'delayed'];

/** What is otherwise in one fold with a job that waits; nothing, or one divergence. */
export function foldDivergence(
  design: WaitingDesign,
  fold: FoldReader,
  expected: CompositeStatus,
  actual: CompositeStatus,
): readonly Divergence[] {
  if (expected.status === actual.status && expected.warnings === actual.warnings) return [];
  const symptom = expected.status && actual.status ? symptomOf(design, fold, expected.status, actual.status) : 'wrong_status';
  const [was, is] = expected.warnings === actual.warnings ? [String(expected.status), String(actual.status)] : [written(expected), written(actual)];
  return [{ place: FOLDS[fold], expected: was, actual: is, symptom }];
}

function symptomOf(design: WaitingDesign, fold: FoldReader, expected: Status, actual: Status): Symptom {
  switch (fold) {
    case 'fold.stage':
    case 'fold.pipeline':
      return shownSymptom(design, { of: FOLDS[fold], waits: true }, expected, actual);
    case 'fold.needs':
    case 'fold.prior_stages':
      return worstOf(WHENS.map((when) => symptomFor(design, fold, when, expected, actual)));
  }
}

/** The `when` of a job that would notice worst what a fold has come to. */
export function whenThatNotices(design: WaitingDesign, fold: DecidingFold, expected: Status, actual: Status): JobWhen {
  const symptoms = WHENS.map((when) => symptomFor(design, fold, when, expected, actual));
  return WHENS[symptoms.indexOf(worstOf(symptoms))] ?? 'on_success';
}

function symptomFor({ model }: WaitingDesign, fold: DecidingFold, when: JobWhen, expected: Status, actual: Status): Symptom {
  const turn = (previous: Status): Turn => turnAfter(model.statuses, fold, when, previous);
  return turnSymptom(turn(expected), turn(actual));
}

const worstOf = (symptoms: readonly Symptom[]): Symptom => SYMPTOMS.find((symptom) => symptoms.includes(symptom)) ?? 'nothing';

const written = ({ status, warnings }: CompositeStatus): string => `${String(status)}${warnings ? ' with warnings' : ''}`;
