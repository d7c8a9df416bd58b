import type { JobId, PipelineId } from '../processing/pipeline-facts';
import type { ResourceRequest } from './resource-changes';

/** In which order the jobs of a resource group get its resource. Source: GitLab's `Ci::ResourceGroup.process_modes`. */
export const PROCESS_MODES = ['unordered', 'oldest_first', 'newest_first', 'newest_ready_first'] as const;

/** One of {@link PROCESS_MODES}. */
export type ProcessMode = (typeof PROCESS_MODES)[number];

/** What a process mode means for the line in front of a resource. */
export interface LineRule {
  /** Whether the newest pipeline comes first, else the oldest. */
  readonly newestFirst: boolean;
  /** Whether a pipeline whose job does not wait yet holds up those behind it. */
  readonly heedsUpcoming: boolean;
}

const RULES: Readonly<Record<ProcessMode, LineRule>> = {
  // GitLab promises no order here; the oldest first lets nobody starve.
  unordered: { newestFirst: false, heedsUpcoming: false },
  oldest_first: { newestFirst: false, heedsUpcoming: true },
  newest_first: { newestFirst: true, heedsUpcoming: true },
  newest_ready_first: { newestFirst: true, heedsUpcoming: false },
};

/** The rule of a process mode. Source: GitLab's `Ci::ResourceGroup#upcoming_processables`. */
export const lineRuleOf = (mode: ProcessMode): LineRule => RULES[mode];

/** A job in the line in front of a resource. */
export interface QueuedJob {
  readonly jobId: JobId;
  readonly pipelineId: PipelineId;
  readonly request: Extract<ResourceRequest, 'upcoming' | 'waiting'>;
}

/**
 * The line in the order in which its jobs come: by pipeline, in one pipeline those that wait before those that do not yet,
 * then by number. The resource goes to the first, if that one waits.
 */
export function inLine(mode: ProcessMode, jobs: readonly QueuedJob[]): readonly QueuedJob[] {
  const { newestFirst, heedsUpcoming } = RULES[mode];
  const waits = ({ request }: QueuedJob): boolean => request === 'waiting';
  return jobs
    .filter((job) => heedsUpcoming || waits(job))
    .sort((a, b) => (newestFirst ? b.pipelineId - a.pipelineId : a.pipelineId - b.pipelineId) || Number(waits(b)) - Number(waits(a)) || a.jobId - b.jobId);
}
