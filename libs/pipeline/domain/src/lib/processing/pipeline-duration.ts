import type { Instant } from '@holdpoint/kernel';
import { hasCapability } from '../status/job-kinds';
import { inSet } from '../status/in-set';
import type { PipelineDraft } from './pipeline-draft';

type Period = readonly [from: Instant, to: Instant];

/**
 * How long jobs of the pipeline were executed, in milliseconds: the length of the union of their periods, so that
 * jobs side by side count once and waiting between them does not. Null before anything has started.
 * Source: GitLab's `Gitlab::Ci::Pipeline::Duration`.
 */
export function pipelineDurationMs(draft: PipelineDraft): number | null {
  if (draft.pipeline.startedAt === null) return null;
  let total = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [from, to] of periods(draft).sort(([a], [b]) => a - b)) {
    total += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return total;
}

function periods(draft: PipelineDraft): Period[] {
  const { statuses, kinds } = draft.model;
  return [...draft.latest.values()]
    .filter((job) => hasCapability(kinds, 'timed', 'pipeline.duration', job.kind))
    .filter((job) => inSet(statuses, 'timed', 'job.duration', job.status))
    .flatMap(({ startedAt, finishedAt }): Period[] =>
      startedAt === null ? [] : [[startedAt, finishedAt ?? draft.now]],
    );
}
