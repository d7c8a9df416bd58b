/** What the needs graph reads of a job. */
export interface NeedsNode {
  readonly name: string;
  readonly needs: readonly { readonly name: string }[] | null;
}

/**
 * Orders jobs so that each comes after the jobs of the list that it needs; otherwise the order is kept.
 * Needs that are not in the list do not matter. Jobs of a cycle keep their order: configuration refuses cycles.
 */
export function needsOrder<T extends NeedsNode>(jobs: readonly T[]): readonly T[] {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  if (jobs.every(({ needs }) => !needs?.some(({ name }) => byName.has(name)))) return jobs;
  const ordered = new Set<T>();
  const visited = new Set<T>();
  for (const job of jobs) visit(job, byName, visited, ordered);
  return [...ordered];
}

/** Depth first with a stack of its own: a chain of 10,000 needs must not exhaust the call stack. */
function visit<T extends NeedsNode>(
  start: T,
  byName: ReadonlyMap<string, T>,
  visited: Set<T>,
  ordered: Set<T>,
): void {
  const stack: T[] = [start];
  for (let job = stack.at(-1); job; job = stack.at(-1)) {
    visited.add(job);
    const next = (job.needs ?? []).map(({ name }) => byName.get(name)).find((need) => need && !visited.has(need));
    if (next) {
      stack.push(next);
    } else {
      stack.pop();
      ordered.add(job);
    }
  }
}
