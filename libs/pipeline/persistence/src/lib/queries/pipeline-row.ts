import type { Instant } from '@holdpoint/kernel';
import type { FoldedJob, GivenVariable, PipelineId, Status } from '@holdpoint/pipeline-domain';
import type { UserBadge } from '../access/user-row';

/** A pipeline as lists show it; instants in epoch milliseconds. */
export interface PipelineRow {
  readonly id: PipelineId;
  /** Counts within the project. */
  readonly iid: number;
  readonly projectId: number;
  readonly ref: string;
  readonly sha: string;
  readonly source: string;
  readonly name: string | null;
  readonly status: Status;
  readonly createdBy: string;
  readonly variables: readonly GivenVariable[];
  /** Counts the passes that changed the pipeline. */
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly durationMs: number | null;
}

/** A pipeline with who made it; null when that was no user. */
export interface PipelineDetailRow extends PipelineRow {
  readonly creator: UserBadge | null;
  /** The mean over its latest jobs that have one, in percent; null without any. */
  readonly coverage: number | null;
  /** What its latest jobs are in, each pair once. */
  readonly states: readonly FoldedJob[];
}
