import type { ParallelNode, VariableMap } from '../ci-config';

/** `parallel`: what makes several jobs of one. */
export type Parallel =
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'matrix'; readonly rows: readonly MatrixRow[] };

/** Values by variable: a job for every choice of one value for each. */
export type MatrixRow = ReadonlyMap<string, readonly string[]>;

/** One of the jobs that are made of one. */
export interface ParallelInstance {
  readonly name: string;
  readonly node: ParallelNode;
  /** What the matrix has chosen; none without one. */
  readonly variables: VariableMap;
}

/** How many jobs are made of one; may be beyond any limit, and infinite. */
export function instanceCount(parallel: Parallel): number {
  if (parallel.type === 'number') return parallel.number;
  return parallel.rows.reduce((count, row) => count + choiceCount(row), 0);
}

/** What making the jobs costs: a step for each, and one for each of its variables. */
export function parallelWork(parallel: Parallel): number {
  if (parallel.type === 'number') return parallel.number;
  return parallel.rows.reduce((work, row) => work + choiceCount(row) * (1 + row.size), 0);
}

/** The length of the longest `[value, value]` that is made of a row. */
export const longestChoice = (row: MatrixRow): number =>
  [...row.values()].reduce((length, values) => length + 2 + Math.max(...values.map((value) => value.length)), 0);

const choiceCount = (row: MatrixRow): number => [...row.values()].reduce((count, values) => count * values.length, 1);

/**
 * The jobs that are made of one, in GitLab's order and under its names, `job 1/2` or `job: [value, value]`; of two with one
 * name the later counts (`Gitlab::Ci::Config::Normalizer`).
 */
export function instancesOf(job: string, parallel: Parallel): readonly ParallelInstance[] {
  const total = instanceCount(parallel);
  const instances = parallel.type === 'number' ? numbered(job, total) : chosen(job, parallel.rows, total);
  return [...new Map(instances.map((instance) => [instance.name, instance])).values()];
}

const numbered = (job: string, total: number): readonly ParallelInstance[] =>
  Array.from({ length: total }, (_, at) => ({ name: `${job} ${at + 1}/${total}`, node: { index: at + 1, total }, variables: new Map() }));

const chosen = (job: string, rows: readonly MatrixRow[], total: number): readonly ParallelInstance[] =>
  rows.flatMap(choices).map((choice, at) => ({
    name: `${job}: [${choice.map(([, value]) => value).join(', ')}]`,
    node: { index: at + 1, total },
    variables: new Map(choice.map(([variable, value]) => [variable, { value, expand: true }])),
  }));

/** Every choice of one value for each variable; the last variable changes first. */
function choices(row: MatrixRow): readonly (readonly [string, string][])[] {
  const variables = [...row].reverse();
  return Array.from({ length: choiceCount(row) }, (_, at) => {
    let rest = at;
    const choice = variables.map(([variable, values]): [string, string] => {
      const value = values[rest % values.length] ?? '';
      rest = Math.floor(rest / values.length);
      return [variable, value];
    });
    return choice.reverse();
  });
}
