/** What each name needs or refers to; names that are no key are ignored. */
export type CycleGraph = ReadonlyMap<string, readonly string[]>;

/**
 * Cycles in a graph (of jobs by their needs, of variables by what they refer to), each as the names along it; empty when
 * there are none. Every cycle that shares no name with one found before is told. Takes time linear in the size of the graph.
 */
export function findCycles(graph: CycleGraph): readonly (readonly string[])[] {
  const tangled = tangledJobs(graph);
  const seen = new Set<string>();
  const cycles: (readonly string[])[] = [];
  for (const start of tangled) {
    const walked = walk(start, graph, tangled, seen);
    if (walked !== null) cycles.push(walked);
  }
  return cycles;
}

/** Jobs on a cycle or in need of one: what is left after removing, again and again, jobs that need nothing left. */
function tangledJobs(graph: CycleGraph): ReadonlySet<string> {
  const left = new Map<string, number>();
  const neededBy = new Map<string, string[]>();
  for (const [job, needs] of graph) {
    const known = [...new Set(needs)].filter((need) => graph.has(need));
    left.set(job, known.length);
    for (const need of known) append(neededBy, need, job);
  }
  const free = [...left].filter(([, count]) => count === 0).map(([job]) => job);
  for (let job = free.pop(); job !== undefined; job = free.pop()) {
    left.delete(job);
    for (const dependent of neededBy.get(job) ?? []) {
      const count = (left.get(dependent) ?? 0) - 1;
      left.set(dependent, count);
      if (count === 0) free.push(dependent);
    }
  }
  return new Set(left.keys());
}

/** Follows needs inside the tangle (there always is one) until a job comes up again; null if seen on an earlier walk. */
function walk(start: string, graph: CycleGraph, tangled: ReadonlySet<string>, seen: Set<string>): string[] | null {
  const path: string[] = [];
  let job = start;
  while (!seen.has(job)) {
    seen.add(job);
    path.push(job);
    job = graph.get(job)?.find((need) => tangled.has(need)) ?? job;
  }
  const from = path.indexOf(job);
  return from === -1 ? null : path.slice(from);
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
