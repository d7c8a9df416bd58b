import { assert } from '@holdpoint/kernel';
import type { JobGraph } from '../graph/job-graph';
import type { JobDraft } from './job-draft';

/** The latest attempt of every name of a pipeline that is worked on. */
export class LatestJobs {
  /** Those that the facts do not have. Hardly a pass makes any, and then names need not be looked up. */
  private readonly made = new Map<string, JobDraft>();
  private listed: readonly JobDraft[] | null = null;

  /** `attempts` begin with the jobs of the graph, in their order; new ones are added to their end. */
  constructor(private readonly graph: JobGraph, private readonly attempts: readonly JobDraft[]) {}

  /** All of them as of now, in the order of the attempts. */
  get all(): readonly JobDraft[] {
    return (this.listed ??= this.attempts.filter(({ retried }) => !retried));
  }

  get(name: string): JobDraft | undefined {
    return this.made.get(name) ?? this.attempts[this.graph.placeOf(name) ?? -1];
  }

  /** The jobs that a job needs, as far as they are there. */
  neededBy({ place, needs }: JobDraft): readonly JobDraft[] {
    if (this.made.size > 0 || place === null) return (needs ?? []).flatMap(({ name }) => this.get(name) ?? []);
    const needed: JobDraft[] = [];
    for (const other of this.graph.neededBy(place, needs)) {
      const job = this.attempts[other];
      if (job) needed.push(job);
    }
    return needed;
  }

  /** Whether jobs of a stage need each other. */
  hasNeedsWithin(position: number, jobs: readonly JobDraft[]): boolean {
    const isIn = ({ stagePosition }: JobDraft): boolean => stagePosition === position;
    return this.graph.hasNeedsWithin(position, () => jobs.some((job) => this.neededBy(job).some(isIn)));
  }

  /** Takes the last of the attempts, which is new, for the latest of its name. */
  set(job: JobDraft): void {
    assert(this.attempts.at(-1) === job, 'a new attempt is the last');
    this.made.set(job.name, job);
    this.listed = null;
  }
}
