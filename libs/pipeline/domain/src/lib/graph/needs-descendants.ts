import type { NeedsNode } from './needs-order';

/** Finds every job that needs one of the named jobs, directly or through others; the named ones are not among them. */
export function needsDescendants<T extends NeedsNode>(jobs: Iterable<T>, names: Iterable<string>): ReadonlySet<T> {
  const dependents = dependentsByName(jobs);
  const found = new Set<T>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    for (const job of dependents.get(name) ?? []) {
      if (found.has(job)) continue;
      found.add(job);
      queue.push(job.name);
    }
  }
  return found;
}

function dependentsByName<T extends NeedsNode>(jobs: Iterable<T>): ReadonlyMap<string, readonly T[]> {
  const dependents = new Map<string, T[]>();
  for (const job of jobs) {
    for (const { name } of job.needs ?? []) {
      const list = dependents.get(name);
      if (list) list.push(job);
      else dependents.set(name, [job]);
    }
  }
  return dependents;
}
