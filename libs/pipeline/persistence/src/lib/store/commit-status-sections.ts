import type { JobFacts, JobRowChange, PipelineId, StageFacts } from '@holdpoint/pipeline-domain';
import { LINE, type HistoryLine } from './record-sections';
import { column, type SentColumn } from '../sql/sent-rows';
import { jobStates, type Section } from './state-sections';

/** A row of `job_history` about a commit status. */
export interface StatusLine extends HistoryLine {
  readonly statusId: number;
}

/** A commit status to be added; it is one of its pipeline's stage for them. */
export interface AddedStatus {
  readonly pipelineId: PipelineId;
  readonly job: JobFacts;
}

/** A stage to be added. */
export interface AddedStage {
  readonly pipelineId: PipelineId;
  readonly stage: StageFacts;
}

/** What is told of a commit status, in rows that change and in rows that are added. */
const STATE: readonly SentColumn<Pick<JobRowChange, 'state'>>[] = [
  column('status', 'text', ({ state }) => state.status),
  column('retried', 'boolean', ({ state }) => state.retried),
  column('queued_at', 'instant', ({ state }) => state.queuedAt),
  column('started_at', 'instant', ({ state }) => state.startedAt),
  column('finished_at', 'instant', ({ state }) => state.finishedAt),
  column('failure_reason', 'text', ({ state }) => state.failureReason),
  column('description', 'text', ({ state }) => state.progress.description),
  column('target_url', 'text', ({ state }) => state.progress.targetUrl),
  column('coverage', 'double precision', ({ state }) => state.commitStatus?.coverage ?? null),
];

/** States of commit statuses. */
export const STATUSES = jobStates('generic_commit_statuses', STATE, 'commit status');

/** Lines of their history. */
export const STATUS_HISTORY: Section<StatusLine> = {
  name: 'written_status_history',
  columns: [
    column('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
    column('seq', 'integer', ({ line }) => line.seq),
    column('generic_commit_status_id', 'bigint', ({ statusId }) => statusId),
    ...LINE,
  ],
  sql: (relation) => `INSERT INTO job_history (pipeline_id, seq, generic_commit_status_id, event, from_status, to_status,
    cause, actor, at, ending) SELECT * FROM ${relation} line`,
};

/** What is sent of a stage to be added. */
export const ADDED_STAGES: readonly SentColumn<AddedStage>[] = [
  column('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
  column('provisional_id', 'bigint', ({ stage }) => stage.id),
  column('name', 'text', ({ stage }) => stage.name),
  column('position', 'integer', ({ stage }) => stage.position),
  column('status', 'text', ({ stage }) => stage.status),
];

/** What is sent of a commit status to be added. */
export const ADDED_STATUSES: readonly SentColumn<AddedStatus>[] = [
  column('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
  column('provisional_id', 'bigint', ({ job }) => job.id),
  column('stage_position', 'integer', ({ job }) => job.stagePosition),
  column('name', 'text', ({ job }) => job.name),
  column('author', 'text', ({ job }) => job.commitStatus?.author),
  column('attempt', 'integer', ({ job }) => job.attempt),
  ...STATE.map(({ name, type, value }) => column<AddedStatus>(name, type, ({ job }) => value({ state: job }))),
];

/** The columns of the table that {@link ADDED_STATUSES} fills one by one. */
export const FILLED_COLUMNS: readonly string[] = ['name', 'author', 'attempt', ...STATE.map(({ name }) => name)];
