import type { JobRowChange, PipelineId, PipelineRowChange, Status } from '@holdpoint/pipeline-domain';
import type { JobTable } from './job-table';
import { assignmentsOf, column, type SentColumn } from '../sql/sent-rows';

/** A part of the writing statement: rows of one table, and the SQL that writes them from a relation. */
export interface Section<Row> {
  readonly name: string;
  readonly columns: readonly SentColumn<Row>[];
  readonly sql: (relation: string) => string;
  /** What is broken when fewer rows are written than were sent; left out where that may be. */
  readonly required?: string;
}

/** New values of a row of `pipelines`. */
export interface WrittenPipeline {
  readonly id: PipelineId;
  readonly row: PipelineRowChange;
}

/** New values of a row of `stages`. */
export interface WrittenStage {
  readonly id: number;
  readonly status: Status;
}

/** New states of the jobs of one table, every one of which must be there. */
export const jobStates = (table: JobTable, state: readonly SentColumn<JobRowChange>[], what: string): Section<JobRowChange> => ({
  name: `written_${table}`,
  columns: [column('id', 'bigint', ({ id }) => id), ...state],
  sql: (relation) => `UPDATE ${table} job SET ${assignmentsOf(state)} FROM ${relation} changed WHERE job.id = changed.id RETURNING job.id`,
  required: `every ${what} to be changed is there`,
});

/** States of builds and bridges. */
export const BUILDS = jobStates('builds', [
  column('status', 'text', ({ state }) => state.status),
  column('retried', 'boolean', ({ state }) => state.retried),
  column('enqueue_immediately', 'boolean', ({ state }) => state.enqueueImmediately),
  column('scheduled_at', 'instant', ({ state }) => state.scheduledAt),
  column('queued_at', 'instant', ({ state }) => state.queuedAt),
  column('started_at', 'instant', ({ state }) => state.startedAt),
  column('finished_at', 'instant', ({ state }) => state.finishedAt),
  column('deadline_at', 'instant', ({ state }) => state.deadlineAt),
  column('failure_reason', 'text', ({ state }) => state.failureReason),
], 'build');

/** States of external jobs. */
export const EXTERNAL_JOBS = jobStates('external_jobs', [
  column('status', 'text', ({ state }) => state.status),
  column('retried', 'boolean', ({ state }) => state.retried),
  column('started_at', 'instant', ({ state }) => state.startedAt),
  column('finished_at', 'instant', ({ state }) => state.finishedAt),
  column('deadline_at', 'instant', ({ state }) => state.deadlineAt),
  column('failure_reason', 'text', ({ state }) => state.failureReason),
  column('heartbeat_at', 'instant', ({ state }) => state.heartbeatAt),
  column('cancel_deadline_at', 'instant', ({ state }) => state.cancelDeadlineAt),
  column('progress_percent', 'integer', ({ state }) => state.progress.percent),
  column('description', 'text', ({ state }) => state.progress.description),
  column('target_url', 'text', ({ state }) => state.progress.targetUrl),
  column('reported_failures', 'jsonb', ({ state }) => failuresOf(state)),
  column('ended_by_report', 'boolean', ({ state }) => state.endedByReport),
], 'external job');

/** Reported failures as they are stored: most jobs are told of none, and have null. */
export const failuresOf = ({ reportedFailures }: JobRowChange['state']): JobRowChange['state']['reportedFailures'] | null =>
  reportedFailures.length === 0 ? null : reportedFailures;

/** Statuses of stages. */
export const STAGES: Section<WrittenStage> = {
  name: 'written_stages',
  columns: [column('id', 'bigint', ({ id }) => id), column('status', 'text', ({ status }) => status)],
  sql: (relation) => `UPDATE stages stage SET status = changed.status
    FROM ${relation} changed WHERE stage.id = changed.id RETURNING stage.id`,
  required: 'every stage to be changed is there',
};

const PIPELINE_STATE: readonly SentColumn<WrittenPipeline>[] = [
  column('status', 'text', ({ row }) => row.status),
  column('version', 'integer', ({ row }) => row.version),
  column('history_seq', 'integer', ({ row }) => row.historySeq),
  column('duration_ms', 'bigint', ({ row }) => row.durationMs),
  column('updated_at', 'instant', ({ row }) => row.updatedAt),
  column('started_at', 'instant', ({ row }) => row.startedAt),
  column('finished_at', 'instant', ({ row }) => row.finishedAt),
];

/**
 * Rows of pipelines. `earlier` is a new wake-up that other replicas and the queue must hear of: it comes before the old one, or the
 * old one was due and this pass was the answer to it, as the first pass of every pipeline is.
 * The version that was read is asked for again: a writer without the lock is a bug that must not go unnoticed.
 */
export const PIPELINES: Section<WrittenPipeline> = {
  name: 'written_pipelines',
  columns: [column('id', 'bigint', ({ id }) => id), ...PIPELINE_STATE, column('wake_at', 'instant', ({ row }) => row.wakeAt)],
  sql: (relation) => `UPDATE pipelines pipeline SET ${assignmentsOf(PIPELINE_STATE)}
    FROM ${relation} changed LEFT JOIN pipeline_wake_ups before ON before.pipeline_id = changed.id
    WHERE pipeline.id = changed.id AND pipeline.version = changed.version - 1
    RETURNING changed.id, changed.wake_at, before.wake_at AS woken_at,
      CASE WHEN changed.wake_at < coalesce(before.wake_at, 'infinity') OR before.wake_at <= changed.updated_at
      THEN changed.wake_at END AS earlier`,
  required: 'every pipeline to be changed is at the version that was read',
};

/** What follows from {@link PIPELINES}: wake-ups that are new or other than before, and those that are none any more. */
export const WAKE_UP_CTES: readonly string[] = [
  `set_wake_ups AS (INSERT INTO pipeline_wake_ups (pipeline_id, wake_at)
     SELECT id, wake_at FROM ${PIPELINES.name} WHERE wake_at IS NOT NULL AND wake_at IS DISTINCT FROM woken_at
     ON CONFLICT (pipeline_id) DO UPDATE SET wake_at = excluded.wake_at)`,
  `ended_wake_ups AS (DELETE FROM pipeline_wake_ups wake_up USING ${PIPELINES.name} changed
     WHERE wake_up.pipeline_id = changed.id AND changed.wake_at IS NULL AND changed.woken_at IS NOT NULL)`,
];
