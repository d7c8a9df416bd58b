import { namedStatement } from '@holdpoint/database';
import type { CallbackRecord, LedgerMatch } from '@holdpoint/pipeline-application';
import type { ClientBase } from 'pg';
import { arraysOf, column, relationOf, type SentColumn } from '../store/sent-rows';

const COLUMNS: readonly SentColumn<LedgerMatch>[] = [
  column('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
  column('verdict', 'text', ({ verdict }) => verdict),
  column('reason', 'text', ({ reason }) => reason),
];

/** A ledger is not rewritten: of a callback that is recorded twice the first row stands. */
const insertUnmatched = namedStatement<unknown[]>(
  'insert_unmatched_callback',
  `WITH clock AS MATERIALIZED (SELECT holdpoint_now() AS now),
   callback AS (
     INSERT INTO callbacks (id, project_id, provider, actor, request, replay_of, received_at)
     SELECT $4, $5, $6, $7, $8::jsonb, $9, now FROM clock ON CONFLICT DO NOTHING RETURNING id)
   INSERT INTO callback_matches (callback_id, pipeline_id, verdict, reason, at)
   SELECT callback.id, pipeline_id, verdict, reason, now FROM callback, clock, ${relationOf(COLUMNS, 1)} match`,
);

/** Inserts a callback that changed no pipeline, with the reasons. */
export async function insertUnmatchedCallback(
  client: ClientBase,
  callback: CallbackRecord,
  matches: readonly LedgerMatch[],
): Promise<void> {
  const { id, projectId, provider, actor, request, replayOf } = callback;
  const sent = arraysOf(COLUMNS, matches);
  await client.query(insertUnmatched(...sent, id, projectId, provider, actor, JSON.stringify(request), replayOf));
}
