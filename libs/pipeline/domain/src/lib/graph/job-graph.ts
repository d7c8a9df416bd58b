import { assert } from '@holdpoint/kernel';
import type { NeedsNode } from './needs-order';

/** What the graph of a pipeline reads of a job. */
export interface GraphJob extends NeedsNode {
  readonly retried: boolean;
}

/**
 * What the jobs of a list are to each other; they are named by their places in it, which stay while their states change.
 * It remembers what it was asked for, and keeps no job alive.
 */
export class JobGraph {
  private readonly places = new Map<string, number>();
  private readonly needed: (readonly number[] | undefined)[];
  private readonly within = new Map<number, boolean>();

  /** Throws when two attempts of a name are the latest. */
  constructor(jobs: readonly GraphJob[]) {
    this.needed = jobs.map(() => undefined);
    jobs.forEach((job, place) => this.add(job, place));
  }

  /** Where the latest attempt of a name is; undefined when there is none. */
  placeOf(name: string): number | undefined {
    return this.places.get(name);
  }

  /** Where the jobs are that the job at a place needs; those that are not there are left out. */
  neededBy(place: number, needs: NeedsNode['needs']): readonly number[] {
    return (this.needed[place] ??= this.find(needs ?? []));
  }

  /** Whether jobs of a stage need each other; `find` is asked once. */
  hasNeedsWithin(stagePosition: number, find: () => boolean): boolean {
    const known = this.within.get(stagePosition) ?? find();
    this.within.set(stagePosition, known);
    return known;
  }

  private add({ name, retried }: GraphJob, place: number): void {
    if (retried) return;
    assert(!this.places.has(name), 'only one attempt of a job is the latest');
    this.places.set(name, place);
  }

  private find(needs: NonNullable<NeedsNode['needs']>): readonly number[] {
    const found: number[] = [];
    for (const { name } of needs) {
      const place = this.places.get(name);
      if (place !== undefined) found.push(place);
    }
    return found;
  }
}
