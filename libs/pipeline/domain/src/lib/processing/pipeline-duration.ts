import type { Instant } from '@holdpoint/kernel';
import type { CiModel } from '../status/ci-model';
import { hasCapability } from '../status/job-kinds';
import { inSet } from '../status/in-set';
import type { PipelineDraft } from './pipeline-draft';
import type { JobFacts, Period } from './pipeline-facts';

/**
 * How long jobs of the pipeline and of those below it were executed, in milliseconds, as of when it last ended or
 * blocked. Null before anything has started. Source: GitLab's `Gitlab::Ci::Pipeline::Duration`.
 */
export function pipelineDurationMs({ pipeline, executed }: PipelineDraft, below: readonly Period[]): number | null {
  return executed === null ? pipeline.durationMs : coveredMs([...executed, ...below]);
}

/** The length of the union of periods: what goes on side by side counts once, and what is between them does not. */
function coveredMs(periods: readonly Period[]): number {
  let total = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [from, to] of [...periods].sort(([a], [b]) => a - b)) {
    total += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return total;
}

/** When jobs were executed, each for itself; those that still are, until now. */
export function executedPeriods({ statuses, kinds }: CiModel, jobs: Iterable<JobFacts>, now: Instant): Period[] {
  return [...jobs]
    .filter((job) => hasCapability(kinds, 'timed', 'pipeline.duration', job.kind))
    .filter((job) => inSet(statuses, 'timed', 'job.duration', job.status))
    .flatMap(({ startedAt, finishedAt }): Period[] => (startedAt === null ? [] : [[startedAt, finishedAt ?? now]]));
}
