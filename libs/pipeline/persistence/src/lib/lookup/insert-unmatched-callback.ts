import { namedStatement } from '@holdpoint/database';
import type { CallbackRecord } from '@holdpoint/pipeline-application';
import type { ClientBase } from 'pg';
import type { LedgerMatch } from '@holdpoint/pipeline-domain';
import { arraysOf, column, relationOf, type SentColumn } from '../sql/sent-rows';
import { COMMON_CLOCK } from '../sql/statement-clock';

/** Only external jobs are told of without their pipeline's lock. */
const COLUMNS: readonly SentColumn<LedgerMatch>[] = [
  column('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
  column('external_job_id', 'bigint', ({ jobId }) => jobId),
  column('verdict', 'text', ({ verdict }) => verdict),
  column('reason', 'text', ({ reason }) => reason),
];

/**
 * A ledger is not rewritten: of a callback that is recorded twice the first row stands, and of its matches those of one
 * verdict. One that is decided again has a row already and is given the matches that are new.
 */
const insertUnmatched = namedStatement<unknown[]>(
  'insert_unmatched_callback',
  `WITH ${COMMON_CLOCK},
   callback AS (
     INSERT INTO callbacks (id, project_id, provider, actor, request, replay_of, event, occurrence, received_at)
     SELECT $5, $6, $7, $8, $9::jsonb, $10, $11::jsonb, $12, now FROM clock ON CONFLICT DO NOTHING)
   INSERT INTO callback_matches (callback_id, pipeline_id, external_job_id, verdict, reason, at)
   SELECT $5, pipeline_id, external_job_id, verdict, reason, now FROM clock, ${relationOf(COLUMNS, 1)} match ON CONFLICT DO NOTHING`,
);

/** Inserts a callback with what it came to where no pipeline was locked. */
export async function insertUnmatchedCallback(
  client: ClientBase,
  callback: CallbackRecord,
  matches: readonly LedgerMatch[],
): Promise<void> {
  const { id, projectId, provider, actor, request, replayOf, event, occurrence } = callback;
  const sent = arraysOf(COLUMNS, matches);
  const values = [id, projectId, provider, actor, JSON.stringify(request), replayOf, event && JSON.stringify(event), occurrence];
  await client.query(insertUnmatched(...sent, ...values));
}
