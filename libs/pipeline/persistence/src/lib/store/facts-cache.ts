import { applyChanges, inSet, JobGraph, type CiModel, type NamedAttempts, type PipelineChanges, type PipelineId } from '@holdpoint/pipeline-domain';
import type { JobNumbers } from '@holdpoint/pipeline-application';
import { LRUCache } from 'lru-cache';
import type { StoredFacts } from './stored-facts';

/** Below this many jobs a pass makes the graph as fast as it is kept. */
const GRAPH_MIN = 20;

/** Some 0.7 kilobytes each: 45 megabytes, or 8,000 pipelines of six jobs. */
const WEIGHT_MAX = 64_000;

/**
 * The facts of pipelines as this process has left them, oldest use first: the stages and jobs of one are a fifth of what
 * the database does for a callback (measured with six jobs). Nothing here is believed: whoever holds the lock of a
 * pipeline compares its version, which every writer raises in the transaction that changes anything, and two instants.
 * Put together at once: what a pass read and changed, kept instead until it was asked for, took twice the memory.
 */
export class FactsCache {
  private readonly entries: LRUCache<PipelineId, StoredFacts>;

  constructor(
    private readonly model: CiModel,
    weightMax: number = WEIGHT_MAX,
  ) {
    this.entries = new LRUCache({ maxSize: weightMax, sizeCalculation: weightOf });
  }

  /** What is kept of a pipeline, if it is enough to act on these attempts: older attempts are not kept. */
  get(id: PipelineId, named: NamedAttempts): StoredFacts | undefined {
    const facts = this.entries.get(id);
    if (!facts || named === 'all') return undefined;
    if (named.length === 0) return facts;
    const ids = new Set(facts.jobs.map((job) => job.id));
    return named.every((jobId) => ids.has(jobId)) ? facts : undefined;
  }

  /**
   * Keeps what a pipeline has become, after its transaction has committed; one that has ended is hardly asked for again.
   * One that goes on after a retry keeps the instant at which it had ended: its status tells. Never throws: a committed change must not be reported as failed.
   */
  keep(facts: StoredFacts, changes: PipelineChanges | undefined, numbers: JobNumbers): void {
    this.drop(facts.id);
    if (inSet(this.model.statuses, 'completed', 'cache.ended', (changes?.pipeline ?? facts).status)) return;
    const left = leftBy(facts, changes, numbers);
    if (left) this.entries.set(facts.id, left);
  }

  /** Forgets a pipeline: what has become of its transaction is not known. */
  drop(id: PipelineId): void {
    this.entries.delete(id);
  }
}

/** In jobs: a pipeline weighs two by itself, and eight needs weigh one. */
const weightOf = ({ jobs }: StoredFacts): number => Math.round(jobs.reduce((weight, { needs }) => weight + 1 + (needs?.length ?? 0) / 8, 2));

/** What a transaction has left, with the latest attempts alone, and their graph for the passes to come; undefined for a bug. */
function leftBy(before: StoredFacts, changes: PipelineChanges | undefined, numbers: JobNumbers): StoredFacts | undefined {
  try {
    const left = changes ? applyChanges(before, changes, (jobId) => numbers(before.id, jobId)) : before;
    const updatedAt = changes?.pipeline?.updatedAt ?? before.updatedAt;
    if (left.graph) return { ...left, updatedAt };
    const jobs = left.jobs.filter(({ retried }) => !retried);
    return { ...left, updatedAt, jobs, graph: jobs.length < GRAPH_MIN ? undefined : new JobGraph(jobs) };
  } catch {
    return undefined;
  }
}
