import type { Instant } from '@holdpoint/kernel';
import type {
  CommitStatusFacts,
  FailureReason,
  JobId,
  JobKind,
  JobOptions,
  JobWhen,
  NeedPlan,
  RetryPlan,
  Status,
} from '@holdpoint/pipeline-domain';
import type { UserBadge } from '../access/user-row';
import type { CommitRow } from '../projects/commit-row';
import type { PipelineRow } from './pipeline-row';

/** A callback with the verdict `conflict`. */
export interface JobConflict {
  readonly callbackId: string;
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly at: Instant;
}

/** A job of any kind as lists show it, with its pipeline and commit; instants in epoch milliseconds. */
export interface JobRow {
  readonly id: JobId;
  readonly kind: JobKind;
  readonly name: string;
  /** The name of its stage. */
  readonly stage: string;
  readonly stagePosition: number;
  readonly status: Status;
  readonly when: JobWhen;
  readonly allowFailure: boolean;
  /** Null for a job that is ordered by stage. */
  readonly needs: readonly NeedPlan[] | null;
  readonly startInMs: number | null;
  readonly timeoutMs: number;
  readonly interruptible: boolean;
  /** The key of its resource group; null when it is in none. */
  readonly resourceGroup: string | null;
  /** The name of its environment; null when it has none. */
  readonly environment: string | null;
  readonly retry: RetryPlan | null;
  readonly options: JobOptions;
  readonly attempt: number;
  readonly retried: boolean;
  readonly createdAt: Instant;
  readonly queuedAt: Instant | null;
  readonly scheduledAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly deadlineAt: Instant | null;
  readonly failureReason: FailureReason | null;
  /** The last sign of life of an external job. */
  readonly heartbeatAt: Instant | null;
  readonly cancelDeadlineAt: Instant | null;
  readonly progressPercent: number | null;
  readonly description: string | null;
  readonly targetUrl: string | null;
  /** What only a commit status has. */
  readonly commitStatus: CommitStatusFacts | null;
  /** The last callback that contradicted it; null when none did. */
  readonly conflict: JobConflict | null;
  /** Why a bridge that has failed could not make its child pipeline; null when nothing is told of it. */
  readonly downstreamErrors: readonly string[] | null;
  readonly pipeline: PipelineRow;
  /** Who made the pipeline, or reports the commit status; null when that was no user. */
  readonly creator: UserBadge | null;
  /** Null when the commit is not stored: a pipeline may be made for any sha. */
  readonly commit: CommitRow | null;
}
