import { CONFIG_LIMITS } from '../config-limits';
import type { EntryContext } from '../entry/entry-context';
import type { JobOutline } from '../entry/job-outline';
import { instancesOf, type Parallel } from './parallel';

/** A job that was read, with its `parallel`. */
export interface ParallelJob {
  readonly outline: JobOutline;
  readonly parallel: Parallel | null;
}

/** Names the jobs that `parallel` makes, in their outlines: they must be names like any other, and each nobody else's. */
export function nameInstances<Job extends ParallelJob>(jobs: readonly Job[], context: EntryContext): readonly Job[] {
  const taken = new Set(jobs.map(({ outline }) => outline.name));
  return jobs.map((job) => {
    const { outline, parallel } = job;
    if (parallel === null) return job;
    const instances = instancesOf(outline.name, parallel);
    const names = instances.map(({ name }) => name);
    const problem = problemOf(names, taken);
    if (problem !== null) context.scope(`jobs:${outline.name}:parallel`).config(problem, outline.offset);
    names.forEach((name) => taken.add(name));
    return { ...job, outline: { ...outline, instances } };
  });
}

function problemOf(names: readonly string[], taken: ReadonlySet<string>): string | null {
  const twice = names.find((name) => taken.has(name));
  if (twice !== undefined) return `makes a job whose name is taken: ${twice}`;
  const limit = CONFIG_LIMITS.nameChars;
  return names.some((name) => name.length > limit) ? `makes a job whose name is too long (maximum is ${limit} characters)` : null;
}
