import type { Instant } from '@holdpoint/kernel';
import type { PipelineChanges, PipelineId } from '@holdpoint/pipeline-domain';
import type { CallbackRecord } from '@holdpoint/pipeline-application';
import { column, type SentColumn } from '../sql/sent-rows';
import type { Section } from './state-sections';

/** The keys of a job in a table that refers to jobs. */
export interface JobKeys {
  readonly buildId: number | null;
  readonly externalJobId: number | null;
}

/** What a row of `job_history` says, whatever the table of its job. */
export interface HistoryLine {
  readonly pipelineId: PipelineId;
  readonly line: PipelineChanges['history'][number];
}

/** A row of `job_history` about a job that a plan can have. */
export interface WrittenLine extends HistoryLine {
  readonly keys: JobKeys;
}

/** A row of `callbacks`; without an instant it takes the clock's. */
export interface WrittenCallback {
  readonly callback: CallbackRecord;
  readonly receivedAt: Instant | null;
}

/** A row of `callback_matches`; without an instant it takes the clock's. */
export interface WrittenMatch {
  readonly keys: JobKeys;
  readonly pipelineId: PipelineId;
  readonly match: PipelineChanges['matches'][number];
  readonly at: Instant | null;
}

/** The columns of history that tell of a step. */
export const LINE: readonly SentColumn<HistoryLine>[] = [
  column('event', 'text', ({ line }) => line.event),
  column('from_status', 'text', ({ line }) => line.from),
  column('to_status', 'text', ({ line }) => line.to),
  column('cause', 'text', ({ line }) => line.cause.type),
  column('actor', 'text', ({ line }) => line.cause.actor),
  column('at', 'instant', ({ line }) => line.at),
  column('ending', 'boolean', ({ line }) => line.ending),
];

/** Lines of history. */
export const HISTORY: Section<WrittenLine> = {
  name: 'written_history',
  columns: [
    column('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
    column('seq', 'integer', ({ line }) => line.seq),
    column('build_id', 'bigint', ({ keys }) => keys.buildId),
    column('external_job_id', 'bigint', ({ keys }) => keys.externalJobId),
    ...LINE,
  ],
  sql: (relation) => `INSERT INTO job_history (pipeline_id, seq, build_id, external_job_id, event, from_status,
    to_status, cause, actor, at, ending) SELECT * FROM ${relation} line`,
};

/**
 * Callbacks. One that concerns several pipelines comes with each of them: only the first is kept. In order of id, so
 * that two batches with callbacks in common wait for each other instead of deadlocking.
 */
export const CALLBACKS: Section<WrittenCallback> = {
  name: 'written_callbacks',
  columns: [
    column('id', 'uuid', ({ callback }) => callback.id),
    column('project_id', 'bigint', ({ callback }) => callback.projectId),
    column('provider', 'text', ({ callback }) => callback.provider),
    column('actor', 'text', ({ callback }) => callback.actor),
    column('request', 'jsonb', ({ callback }) => callback.request),
    column('received_at', 'instant', ({ receivedAt }) => receivedAt),
    column('replay_of', 'uuid', ({ callback }) => callback.replayOf),
    column('event', 'jsonb', ({ callback }) => callback.event),
    column('occurrence', 'text', ({ callback }) => callback.occurrence),
  ],
  sql: (relation) => `INSERT INTO callbacks (id, project_id, provider, actor, request, received_at, replay_of, event,
      occurrence)
    SELECT id, project_id, provider, actor, request, coalesce(received_at, holdpoint_now()), replay_of, event, occurrence
    FROM ${relation} callback ORDER BY id ON CONFLICT DO NOTHING`,
};

/**
 * Matches. None is written twice: a conflict is a callback that somebody else has taken under the same key (`taken_twice`),
 * or a bug, and to pass over it would lose a verdict unseen.
 */
export const MATCHES: Section<WrittenMatch> = {
  name: 'written_matches',
  columns: [
    column('callback_id', 'uuid', ({ match }) => match.callbackId),
    column('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
    column('build_id', 'bigint', ({ keys }) => keys.buildId),
    column('external_job_id', 'bigint', ({ keys }) => keys.externalJobId),
    column('verdict', 'text', ({ match }) => match.verdict),
    column('reason', 'text', ({ match }) => match.reason),
    column('at', 'instant', ({ at }) => at),
  ],
  sql: (relation) => `INSERT INTO callback_matches (callback_id, pipeline_id, build_id, external_job_id, verdict,
    reason, at) SELECT callback_id, pipeline_id, build_id, external_job_id, verdict, reason,
    coalesce(at, holdpoint_now()) FROM ${relation} match`,
};
