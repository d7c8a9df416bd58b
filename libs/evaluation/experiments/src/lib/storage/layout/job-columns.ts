import type { Instant } from '@holdpoint/kernel';
import {
  NO_FAILURES,
  NO_PROGRESS,
  type FailureReason,
  type JobFacts,
  type JobKind,
  type JobOptions,
  type JobState,
  type JobWhen,
  type NeedPlan,
  type Progress,
  type ReportedFailure,
  type RetryPlan,
  type Status,
} from '@holdpoint/pipeline-domain';

/** Columns that passes change, with their values as JSON; instants are written as ISO 8601. */
export const STATE_COLUMNS = {
  status: ({ status }) => status,
  retried: ({ retried }) => retried,
  enqueue_immediately: ({ enqueueImmediately }) => enqueueImmediately,
  scheduled_at: ({ scheduledAt }) => written(scheduledAt),
  queued_at: ({ queuedAt }) => written(queuedAt),
  started_at: ({ startedAt }) => written(startedAt),
  finished_at: ({ finishedAt }) => written(finishedAt),
  deadline_at: ({ deadlineAt }) => written(deadlineAt),
  failure_reason: ({ failureReason }) => failureReason,
  heartbeat_at: ({ heartbeatAt }) => written(heartbeatAt),
  cancel_deadline_at: ({ cancelDeadlineAt }) => written(cancelDeadlineAt),
  progress_percent: ({ progress }) => progress.percent,
  description: ({ progress }) => progress.description,
  target_url: ({ progress }) => progress.targetUrl,
  reported_failures: ({ reportedFailures }) => (reportedFailures.length === 0 ? null : reportedFailures),
  ended_by_report: ({ endedByReport }) => endedByReport || null,
} as const satisfies Record<string, (state: JobState) => unknown>;

/** Columns that are written once. */
export const DEFINITION_COLUMNS = [
  'pipeline_id', 'stage_id', 'type', 'name', 'when', 'allow_failure', 'scheduling_type', 'needs', 'start_in_ms',
  'timeout_ms', 'retry', 'interruptible', 'resource_group_id', 'options', 'project_id', 'match_key',
] as const;

/** A job as its table holds it: what the table has no column for is not there. */
export type StoredJob = Readonly<
  Partial<{
    type: JobKind;
    stage_id: number;
    name: string;
    status: Status;
    when: JobWhen;
    allow_failure: boolean;
    needs: readonly NeedPlan[] | null;
    start_in_ms: number | null;
    timeout_ms: number;
    retry: RetryPlan | null;
    interruptible: boolean;
    resource_group_id: number | null;
    options: JobOptions;
    attempt: number;
    retried: boolean;
    enqueue_immediately: boolean;
    scheduled_at: Instant | null;
    queued_at: Instant | null;
    started_at: Instant | null;
    finished_at: Instant | null;
    deadline_at: Instant | null;
    failure_reason: FailureReason | null;
    heartbeat_at: Instant | null;
    cancel_deadline_at: Instant | null;
    progress_percent: number | null;
    description: string | null;
    target_url: string | null;
    reported_failures: readonly ReportedFailure[] | null;
    ended_by_report: boolean | null;
  }>
> & { readonly id: number; readonly name: string; readonly status: Status };

/** What a job has whose table cannot say: the project's default timeout among it. */
const DEFAULT_TIMEOUT_MS = 3_600_000;

/** Makes the facts of a stored job; a table without a type holds external jobs only. */
export function toJobFacts(job: StoredJob, stagePosition: number): JobFacts {
  const kind = job.type ?? 'external';
  return {
    id: job.id,
    kind,
    name: job.name,
    stagePosition,
    status: job.status,
    when: job.when ?? 'on_success',
    allowFailure: job.allow_failure ?? false,
    needs: job.needs ?? null,
    startInMs: job.start_in_ms ?? null,
    timeoutMs: job.timeout_ms ?? DEFAULT_TIMEOUT_MS,
    retry: job.retry ?? null,
    interruptible: job.interruptible ?? false,
    resourceGroupId: job.resource_group_id ?? null,
    // No plan of the experiments has one.
    environment: null,
    external: kind === 'external' ? (job.options?.external ?? {}) : null,
    trigger: job.options?.trigger ?? null,
    attempt: job.attempt ?? 1,
    retried: job.retried ?? false,
    enqueueImmediately: job.enqueue_immediately ?? false,
    scheduledAt: job.scheduled_at ?? null,
    queuedAt: job.queued_at ?? null,
    startedAt: job.started_at ?? null,
    finishedAt: job.finished_at ?? null,
    deadlineAt: job.deadline_at ?? null,
    failureReason: job.failure_reason ?? null,
    heartbeatAt: job.heartbeat_at ?? null,
    cancelDeadlineAt: job.cancel_deadline_at ?? null,
    progress: progressOf(job),
    reportedFailures: job.reported_failures ?? NO_FAILURES,
    endedByReport: job.ended_by_report ?? false,
    commitStatus: null,
  };
}

function progressOf({ progress_percent: percent = null, description = null, target_url: targetUrl = null }: StoredJob): Progress {
  return percent === null && description === null && targetUrl === null ? NO_PROGRESS : { percent, description, targetUrl };
}

/** The state of a job as a row of its columns. */
export const stateRow = (state: JobState): Record<string, unknown> =>
  Object.fromEntries(Object.entries(STATE_COLUMNS).map(([name, valueOf]) => [name, valueOf(state)]));

/** An instant as PostgreSQL reads it from JSON. */
export const written = (instant: Instant | null): string | null => (instant === null ? null : new Date(instant).toISOString());
