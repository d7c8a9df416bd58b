import { STATUSES, type FoldedJob, type Status } from '@holdpoint/pipeline-domain';
import { otherName, WAIT, dependentName, type Dependent, type TwoStagePipeline } from './two-stage-pipeline';

/** The first stage of a pipeline. */
export type FirstStage = Omit<TwoStagePipeline, 'dependents'>;

/** With `allow_failure` only these are taken otherwise by a fold. */
const LENIENT: readonly Status[] = ['failed', 'canceled', 'manual'];

/**
 * What another job of the first stage may be at. One that is `created` is left out: nothing is before it, so processing
 * starts it at once, and it is `pending`.
 */
const OTHERS: readonly FoldedJob[] = [
  ...STATUSES.filter((status) => status !== 'created').map((status) => ({ status, allowFailure: false })),
  ...LENIENT.map((status) => ({ status, allowFailure: true })),
];

/** How a dependent starts; as long as it has not ended, `allow_failure` matters for a manual one only. */
const STARTS: readonly Omit<Dependent, 'needs'>[] = [
  { when: 'on_success', allowFailure: false },
  { when: 'on_failure', allowFailure: false },
  { when: 'always', allowFailure: false },
  { when: 'delayed', allowFailure: false },
  { when: 'manual', allowFailure: false },
  { when: 'manual', allowFailure: true },
];

/** Every first stage with so many other jobs, in whatever order: the order of jobs does not matter. */
export function firstStages(others: number): readonly FirstStage[] {
  const groups = groupsOf(OTHERS, others);
  return [false, true].flatMap((waitMayFail) => groups.map((group) => ({ waitMayFail, others: group })));
}

/** Every dependent of a first stage that needs no other dependent, but for those that differ by two jobs that are alike. */
export function dependentsOf({ others }: FirstStage): readonly Dependent[] {
  const names = [WAIT, ...others.map((_, place) => otherName(place))];
  const alike = others.length === 2 && others[0] === others[1];
  const second = (needs: readonly string[]): boolean => needs.includes(otherName(1)) && !needs.includes(otherName(0));
  const graphs = subsetsOf(names).filter((needs) => !alike || !second(needs));
  return [null, ...graphs].flatMap((needs) => STARTS.map((start) => ({ ...start, needs })));
}

/** Every dependent that needs the first dependent, beside whatever it needs of the first stage. */
export function followersOf({ others }: FirstStage): readonly Dependent[] {
  const names = [WAIT, ...others.map((_, place) => otherName(place))];
  const graphs = subsetsOf(names).map((needs) => [...needs, dependentName(0)]);
  return graphs.flatMap((needs) => STARTS.map((start) => ({ ...start, needs })));
}

/** How many pipelines with up to so many other jobs and one to three dependents there are, whatever the order of dependents. */
export function representedBy(others: number): number {
  const counts = Array.from({ length: others + 1 }, (_, count) => firstStages(count).length * groupsUpTo(3, STARTS.length * (1 + 2 ** (count + 1))));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** How many groups of one to `size` values there are, repeats allowed: C(values + size, size) - 1. */
function groupsUpTo(size: number, values: number): number {
  const factors = Array.from({ length: size }, (_, index) => index + 1);
  return factors.reduce((product, index) => (product * (values + index)) / index, 1) - 1;
}

/** Every group of so many values, repeats allowed, in the order of the list. */
export function groupsOf<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]];
  return values.flatMap((value, index) => groupsOf(values.slice(index), size - 1).map((group) => [value, ...group]));
}

const subsetsOf = <T>(values: readonly T[]): readonly (readonly T[])[] =>
  values.reduce<readonly (readonly T[])[]>((subsets, value) => [...subsets, ...subsets.map((subset) => [...subset, value])], [[]]);
