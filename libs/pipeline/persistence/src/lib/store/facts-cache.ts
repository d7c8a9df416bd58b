import { applyChanges, JobGraph, type NamedAttempts, type PipelineChanges, type PipelineFacts, type PipelineId } from '@holdpoint/pipeline-domain';
import type { JobNumbers } from '@holdpoint/pipeline-application';

/** Pipelines of fewer jobs are read as fast as they are kept: most of them are called back once and never again. */
const JOBS_MIN = 20;

/** What is kept at most, counted in jobs: about half a kilobyte each, so ten megabytes. */
const JOBS_MAX = 20_000;

/**
 * The facts of pipelines as this process has left them, oldest use first. Nothing here is believed: whoever holds the
 * lock of a pipeline compares its version, which every writer raises in the transaction that changes anything.
 */
export class FactsCache {
  private readonly entries = new Map<PipelineId, PipelineFacts>();
  private jobs = 0;

  /** What is kept of a pipeline, if it is enough to act on these attempts: older attempts are not kept. */
  get(id: PipelineId, named: NamedAttempts): PipelineFacts | undefined {
    const facts = this.entries.get(id);
    if (!facts || named.length === 0) return facts;
    if (named === 'all') return undefined;
    const ids = new Set(facts.jobs.map((job) => job.id));
    return named.every((jobId) => ids.has(jobId)) ? facts : undefined;
  }

  /** Keeps what a pipeline has become, after its transaction has committed. */
  keep(facts: PipelineFacts, changes: PipelineChanges | undefined, numbers: JobNumbers): void {
    this.drop(facts.id);
    if (facts.jobs.length < JOBS_MIN) return;
    const left = changes ? applyChanges(facts, changes, (jobId) => numbers(facts.id, jobId)) : facts;
    const kept = left.graph ? left : withGraph(left);
    this.entries.set(facts.id, kept);
    this.jobs += kept.jobs.length;
    this.trim();
  }

  /** Forgets a pipeline: what has become of its transaction is not known. */
  drop(id: PipelineId): void {
    this.jobs -= this.entries.get(id)?.jobs.length ?? 0;
    this.entries.delete(id);
  }

  private trim(): void {
    for (const id of this.entries.keys()) {
      if (this.jobs <= JOBS_MAX) return;
      this.drop(id);
    }
  }
}

/** With the latest attempts alone, and their graph for the passes to come. */
function withGraph(facts: PipelineFacts): PipelineFacts {
  const jobs = facts.jobs.filter(({ retried }) => !retried);
  return { ...facts, jobs, graph: new JobGraph(jobs) };
}
