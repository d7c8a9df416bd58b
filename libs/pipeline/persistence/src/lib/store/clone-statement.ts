import { assert, type Instant } from '@holdpoint/kernel';
import { namedStatement } from '@holdpoint/database';
import type { JobClone, JobId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { arraysOf, column, instantParameter, relationOf, type SentColumn } from '../sql/sent-rows';
import { failuresOf } from './state-sections';

/** A clone with the stored row to copy; its `sourceId` may be another clone of the same pass. */
export interface CloneRow {
  readonly clone: JobClone;
  readonly storedSourceId: JobId;
}

const COLUMNS: readonly SentColumn<CloneRow>[] = [
  column('source_id', 'bigint', ({ storedSourceId }) => storedSourceId),
  column('fields', 'text', ({ clone }) => clone.copiedFields.join(' ')),
  column('attempt', 'integer', ({ clone }) => clone.attempt),
  column('status', 'text', ({ clone }) => clone.state.status),
  column('retried', 'boolean', ({ clone }) => clone.state.retried),
  column('enqueue_immediately', 'boolean', ({ clone }) => clone.state.enqueueImmediately),
  column('scheduled_at', 'instant', ({ clone }) => clone.state.scheduledAt),
  column('queued_at', 'instant', ({ clone }) => clone.state.queuedAt),
  column('started_at', 'instant', ({ clone }) => clone.state.startedAt),
  column('finished_at', 'instant', ({ clone }) => clone.state.finishedAt),
  column('deadline_at', 'instant', ({ clone }) => clone.state.deadlineAt),
  column('failure_reason', 'text', ({ clone }) => clone.state.failureReason),
  column('heartbeat_at', 'instant', ({ clone }) => clone.state.heartbeatAt),
  column('cancel_deadline_at', 'instant', ({ clone }) => clone.state.cancelDeadlineAt),
  column('progress_percent', 'integer', ({ clone }) => clone.state.progress.percent),
  column('description', 'text', ({ clone }) => clone.state.progress.description),
  column('target_url', 'text', ({ clone }) => clone.state.progress.targetUrl),
  column('reported_failures', 'jsonb', ({ clone }) => failuresOf(clone.state)),
  column('ended_by_report', 'boolean', ({ clone }) => clone.state.endedByReport),
];

const CREATED_AT = `coalesce(${instantParameter(COLUMNS.length + 1)}, holdpoint_now())`;

/** A field that is not copied is as if the configuration had not named it; a name or a stage cannot be left out. */
const copied = (field: JobClone['copiedFields'][number], value: string, otherwise = 'NULL'): string =>
  `CASE WHEN '${field}' = ANY(clone.copied) THEN ${value} ELSE ${otherwise} END`;

/** Of a month, which is allowed, the milliseconds are more than an `integer` holds. */
const PROJECT_TIMEOUT = `(SELECT project.build_timeout_s::bigint * 1000 FROM pipelines pipeline
   JOIN projects project ON project.id = pipeline.project_id WHERE pipeline.id = source.pipeline_id)`;

const DEFINITION = `source.pipeline_id, ${copied('stage', 'source.stage_id')}, ${copied('name', 'source.name')},
  ${copied('allow_failure', 'source.allow_failure', 'false')},
  ${copied('needs', 'source.scheduling_type', "'stage'")}, ${copied('timeout', 'source.timeout_ms', PROJECT_TIMEOUT)},
  ${copied('interruptible', 'source.interruptible', 'false')}, ${copied('resource_group', 'source.resource_group_id')},
  ${copied('environment', 'source.environment_id')},
  ${copied('options', 'source.options', "'{}'::jsonb")}`;

const STATE = `clone.attempt, clone.status, clone.retried, ${CREATED_AT}, clone.started_at, clone.finished_at,
  clone.deadline_at, clone.failure_reason`;

const SHARED_COLUMNS = `id, pipeline_id, stage_id, name, allow_failure, scheduling_type, timeout_ms, interruptible,
  resource_group_id, environment_id, options, attempt, status, retried, created_at, started_at, finished_at, deadline_at, failure_reason`;

/**
 * Inserts new attempts in the tables of their sources, with their needs; run after the sources were marked as retried,
 * because a job has one latest attempt. A source is found in one of the tables, as they share one sequence.
 */
const cloneStatement = namedStatement<unknown[]>(
  'clone_jobs',
  `WITH clone AS MATERIALIZED (
     SELECT nextval('job_id_seq') AS id, sent.*, string_to_array(sent.fields, ' ') AS copied
     FROM ${relationOf(COLUMNS, 1)} sent),
   build AS (
     INSERT INTO builds (${SHARED_COLUMNS}, type, "when", start_in_ms, retry, enqueue_immediately, scheduled_at, queued_at)
     SELECT clone.id, ${DEFINITION}, ${STATE}, source.type, ${copied('when', 'source."when"', "'on_success'")},
       ${copied('start_in', 'source.start_in_ms')}, ${copied('retry', 'source.retry')}, clone.enqueue_immediately,
       clone.scheduled_at, clone.queued_at
     FROM clone JOIN builds source ON source.id = clone.source_id RETURNING id),
   external_job AS (
     INSERT INTO external_jobs (${SHARED_COLUMNS}, project_id, match_key, heartbeat_at, cancel_deadline_at,
       progress_percent, description, target_url, reported_failures, ended_by_report)
     SELECT clone.id, ${DEFINITION}, ${STATE}, source.project_id, ${copied('options', 'source.match_key')}, clone.heartbeat_at,
       clone.cancel_deadline_at, clone.progress_percent, clone.description, clone.target_url, clone.reported_failures,
       clone.ended_by_report
     FROM clone JOIN external_jobs source ON source.id = clone.source_id RETURNING id),
   need AS (
     INSERT INTO needs (build_id, external_job_id, position, name, optional)
     SELECT CASE WHEN source.build_id IS NOT NULL THEN clone.id END,
       CASE WHEN source.external_job_id IS NOT NULL THEN clone.id END, source.position, source.name, source.optional
     FROM clone JOIN needs source ON source.build_id = clone.source_id OR source.external_job_id = clone.source_id
     WHERE 'needs' = ANY(clone.copied))
   SELECT id FROM clone WHERE id IN (SELECT id FROM build UNION ALL SELECT id FROM external_job) ORDER BY id`,
);

/** Inserts new attempts; answers their ids in the order of the rows. */
export async function insertClones(
  client: ClientBase,
  rows: readonly CloneRow[],
  createdAt: Instant | null,
): Promise<readonly JobId[]> {
  const inserted = await client.query<{ id: JobId }>(cloneStatement(...arraysOf(COLUMNS, rows), createdAt));
  assert(inserted.rows.length === rows.length, 'every job to be copied is there');
  return inserted.rows.map(({ id }) => id);
}
