import { applyChanges, JobGraph, type NamedAttempts, type PipelineChanges, type PipelineFacts, type PipelineId } from '@holdpoint/pipeline-domain';
import type { JobNumbers } from '@holdpoint/pipeline-application';

/** Below this many jobs a pass makes the graph as fast as it is kept. */
const GRAPH_MIN = 20;

/** What is kept at most, counted in jobs: about half a kilobyte each, so 25 megabytes, or 8,000 pipelines of six. */
const JOBS_MAX = 50_000;

/** What is kept of a pipeline; put together when it is first asked for, because most are called back once and never again. */
interface Entry {
  readonly jobs: number;
  facts: PipelineFacts | (() => PipelineFacts);
}

/**
 * The facts of pipelines as this process has left them, oldest use first: with pipelines of six jobs a quarter less
 * processor time for a callback (measured). Nothing here is believed: whoever holds the lock of a pipeline compares its
 * version, which every writer raises in the transaction that changes anything, and its wake-up.
 */
export class FactsCache {
  private readonly entries = new Map<PipelineId, Entry>();
  private jobs = 0;

  /** What is kept of a pipeline, if it is enough to act on these attempts: older attempts are not kept. */
  get(id: PipelineId, named: NamedAttempts): PipelineFacts | undefined {
    const entry = this.entries.get(id);
    if (!entry || named === 'all') return undefined;
    if (typeof entry.facts === 'function') entry.facts = entry.facts();
    const { facts } = entry;
    if (named.length === 0) return facts;
    const ids = new Set(facts.jobs.map((job) => job.id));
    return named.every((jobId) => ids.has(jobId)) ? facts : undefined;
  }

  /** Keeps what a pipeline has become, after its transaction has committed. */
  keep(facts: PipelineFacts, changes: PipelineChanges | undefined, numbers: JobNumbers): void {
    this.drop(facts.id);
    const jobs = facts.jobs.length;
    this.entries.set(facts.id, { jobs, facts: () => leftBy(facts, changes, numbers) });
    this.jobs += jobs;
    this.trim();
  }

  /** Forgets a pipeline: what has become of its transaction is not known. */
  drop(id: PipelineId): void {
    this.jobs -= this.entries.get(id)?.jobs ?? 0;
    this.entries.delete(id);
  }

  private trim(): void {
    for (const id of this.entries.keys()) {
      if (this.jobs <= JOBS_MAX) return;
      this.drop(id);
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
