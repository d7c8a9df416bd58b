import { applyChanges, JobGraph, type NamedAttempts, type PipelineChanges, type PipelineFacts, type PipelineId } from '@holdpoint/pipeline-domain';
import type { JobNumbers } from '@holdpoint/pipeline-application';

/** Below this many jobs a pass makes the graph as fast as it is kept. */
const GRAPH_MIN = 20;

/** What is kept at most, counted in jobs: some 0.8 kilobytes each, so 40 megabytes, or 8,000 pipelines of six. */
const JOBS_MAX = 50_000;

/**
 * The facts of pipelines as this process has left them, oldest use first: the stages and jobs of one are a fifth of what
 * the database does for a callback (measured with six jobs). Nothing here is believed: whoever holds the lock of a
 * pipeline compares its version, which every writer raises in the transaction that changes anything, and its wake-up.
 * Put together at once: what a pass read and changed, kept instead until it was asked for, took twice the memory.
 */
export class FactsCache {
  private readonly entries = new Map<PipelineId, PipelineFacts>();
  private jobs = 0;

  constructor(private readonly jobsMax: number = JOBS_MAX) {}

  /** What is kept of a pipeline, if it is enough to act on these attempts: older attempts are not kept. */
  get(id: PipelineId, named: NamedAttempts): PipelineFacts | undefined {
    const facts = this.entries.get(id);
    if (!facts || named === 'all') return undefined;
    if (named.length === 0) return facts;
    const ids = new Set(facts.jobs.map((job) => job.id));
    return named.every((jobId) => ids.has(jobId)) ? facts : undefined;
  }

  /** Keeps what a pipeline has become, after its transaction has committed; one that has ended is hardly asked for again. */
  keep(facts: PipelineFacts, changes: PipelineChanges | undefined, numbers: JobNumbers): void {
    this.drop(facts.id);
    if ((changes?.pipeline ?? facts).finishedAt !== null) return;
    const left = leftBy(facts, changes, numbers);
    this.entries.set(facts.id, left);
    this.jobs += left.jobs.length;
    this.trim();
  }

  /** Forgets a pipeline: what has become of its transaction is not known. */
  drop(id: PipelineId): void {
    this.jobs -= this.entries.get(id)?.jobs.length ?? 0;
    this.entries.delete(id);
  }

  /** The oldest key is only looked for when it has to go: a map passes over all that was deleted before it. */
  private trim(): void {
    while (this.jobs > this.jobsMax) {
      const [oldest] = this.entries.keys();
      if (oldest === undefined) return;
      this.drop(oldest);
    }
  }
}

/** What a transaction has left, with the latest attempts alone, and their graph for the passes to come. */
function leftBy(before: PipelineFacts, changes: PipelineChanges | undefined, numbers: JobNumbers): PipelineFacts {
  const left = changes ? applyChanges(before, changes, (jobId) => numbers(before.id, jobId)) : before;
  if (left.graph) return left;
  const jobs = left.jobs.filter(({ retried }) => !retried);
  return { ...left, jobs, graph: jobs.length < GRAPH_MIN ? undefined : new JobGraph(jobs) };
}
