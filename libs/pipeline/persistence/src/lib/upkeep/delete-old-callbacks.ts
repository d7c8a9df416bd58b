import { namedStatement } from '@holdpoint/database';
import type { Status } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { runCommitted } from '../sql/run-transaction';
import { SLICE_MAX } from './run-slices';

/** The last callback that was looked at; the instant as PostgreSQL writes it, to the microsecond. */
type Place = readonly [projectId: number, receivedAt: string, id: string];

const BEFORE_ALL: Place = [0, '-infinity', '00000000-0000-0000-0000-000000000000'];

interface Slice {
  readonly place: Place | null;
  readonly looked: number;
  readonly deleted: number;
}

/**
 * Project by project, because that is how the index has them. A callback that still means something is kept; those that
 * are kept are the oldest, so each slice begins behind the one before it, or many of them would be looked at every time.
 */
export const oldCallbacksSlice = namedStatement<[retentionDays: number, completed: readonly Status[], ...place: Place]>(
  'delete_old_callbacks',
  `WITH looked AS MATERIALIZED (
     SELECT project.id AS project_id, callback.received_at, callback.id FROM projects project CROSS JOIN LATERAL (
       SELECT id, received_at FROM callbacks callback
       WHERE callback.project_id = project.id AND callback.received_at < holdpoint_now() - $1 * interval '1 day'
         AND (callback.received_at, callback.id) >
           (CASE WHEN project.id = $3 THEN $4::timestamptz ELSE '${BEFORE_ALL[1]}' END, CASE WHEN project.id = $3 THEN $5::uuid ELSE '${BEFORE_ALL[2]}' END)
       ORDER BY callback.received_at, callback.id LIMIT ${SLICE_MAX}) callback
     WHERE project.id >= $3 ORDER BY project.id, callback.received_at, callback.id LIMIT ${SLICE_MAX}),
   old AS (
     SELECT id FROM looked
     WHERE NOT EXISTS (SELECT FROM parked_callbacks parked WHERE parked.callback_id = looked.id)
       AND NOT EXISTS (SELECT FROM callback_matches match JOIN pipelines pipeline ON pipeline.id = match.pipeline_id
         WHERE match.callback_id = looked.id AND pipeline.status <> ALL ($2::text[]))),
   deleted AS (
     DELETE FROM callbacks WHERE id IN (SELECT callback.id FROM callbacks callback JOIN old ON old.id = callback.id
       ORDER BY callback.id FOR UPDATE OF callback SKIP LOCKED) RETURNING id)
   SELECT (SELECT json_build_array(project_id, received_at::text, id) FROM looked
       ORDER BY project_id DESC, received_at DESC, id DESC LIMIT 1) AS place,
     (SELECT count(*) FROM looked) AS looked, (SELECT count(*) FROM deleted) AS deleted`,
);

/**
 * Deletes callbacks that are older than the retention and of ended pipelines, slice by slice until the signal is aborted;
 * answers how many.
 */
export async function deleteOldCallbacks(
  pool: Pool,
  retentionDays: number,
  completed: readonly Status[],
  signal?: AbortSignal,
): Promise<number> {
  let [place, count] = [BEFORE_ALL, 0];
  while (!signal?.aborted) {
    const statement = oldCallbacksSlice(retentionDays, completed, ...place);
    const { rows: [slice] } = await runCommitted(pool, (client) => client.query<Slice>(statement));
    count += slice?.deleted ?? 0;
    if (!slice?.place || slice.looked < SLICE_MAX) break;
    ({ place } = slice);
  }
  return count;
}
