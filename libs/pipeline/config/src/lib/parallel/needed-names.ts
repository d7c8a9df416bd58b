import type { JobOutline } from '../entry/job-outline';
import type { NeedEntry } from '../entry/read-needs';
import { instancesOf } from './parallel';

/** Jobs as they are written, by name. */
export type JobsByName = ReadonlyMap<string, JobOutline>;

/** The jobs that a need means: all that `parallel` makes of one, or those of its own matrix; whether they are there is not asked. */
export function neededNames({ name, parallel }: NeedEntry, jobs: JobsByName): readonly string[] {
  const instances = parallel === null ? jobs.get(name)?.instances : instancesOf(name, parallel);
  return instances?.map((instance) => instance.name) ?? [name];
}
