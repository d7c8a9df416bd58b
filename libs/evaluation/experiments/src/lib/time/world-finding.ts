import { severityOf, type Finding, type Symptom } from '@holdpoint/evaluation-experiment';
import { SECOND_MS } from '@holdpoint/kernel';
import type { Condition } from './conditions';
import type { Variant } from './enforcers/variants';
import type { WorldOutcome } from './world-outcome';

/** What must hold of every way of noticing that the product has. */
export const TIME_INVARIANTS = {
  missed: 'Every job fails at its deadline: none is missed.',
  early: 'No job fails before its deadline.',
  again: 'Every job fails exactly once.',
  elsewhere: 'A job that has failed at its deadline has finished at it, whenever that was noticed.',
} as const;

/** What of a condition a finding tells. */
export type ToldCondition = Pick<Condition, 'id' | 'title' | 'tickMs' | 'fatalTo'>;

/** The invariants that do not hold; lateness is none of them, and what is taken away on purpose does not count. */
export function brokenBy({ id, product }: Variant, { fatalTo }: ToldCondition, outcome: WorldOutcome): readonly string[] {
  if (!product) return [];
  const promised = (['missed', 'early', 'again', 'elsewhere'] as const).filter((key) => key !== 'missed' || fatalTo !== id);
  return promised.filter((key) => outcome[key] > 0).map((key) => TIME_INVARIANTS[key]);
}

/** What a user sees of one way of noticing under one condition. */
export function worldFinding(variant: Variant, condition: ToldCondition, outcome: WorldOutcome): Finding {
  const [symptom, observation] = seen(outcome, condition.tickMs);
  return {
    id: `${variant.id}.${condition.id}`,
    title: `${variant.title}: ${condition.title}`,
    severity: severityOf(symptom),
    observation,
    data: { variant: variant.id, condition: condition.id, ...outcome },
    reproduction: null,
  };
}

/** Lateness within a tick is a wrong time; beyond it, a job is shown as waiting that has failed long ago. */
function seen(outcome: WorldOutcome, tickMs: number): readonly [Symptom, string] {
  const { jobs, missed, early, again, late, elsewhere } = outcome;
  if (missed > 0) return ['no_timeout', `${missed} of ${jobs} jobs still wait hours after their deadline.`];
  if (again > 0) return ['duplicate', `${again} of ${jobs} jobs fail more than once.`];
  if (early > 0) return ['wrong_status', `${early} of ${jobs} jobs fail up to ${seconds(outcome.earliestMs)} before their deadline.`];
  if (late > 0) {
    const symptom = outcome.latestMs > tickMs ? 'wrong_status' : 'wrong_time';
    return [symptom, `${late} of ${jobs} jobs are seen to wait up to ${seconds(outcome.latestMs)} after their deadline.`];
  }
  if (elsewhere > 0) return ['wrong_time', `${elsewhere} of ${jobs} jobs finish after their deadline.`];
  return ['nothing', `${jobs} jobs fail once each, at their deadline.`];
}

const seconds = (ms: number): string => `${ms / SECOND_MS} s`;
