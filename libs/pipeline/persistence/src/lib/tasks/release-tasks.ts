import type { Pool } from 'pg';
import { runTransaction } from '../sql/run-transaction';

/** Which tasks are taken from the workers that have them. */
export type Released = { readonly workers: readonly string[] } | 'stale' | 'orphaned';

/**
 * A worker has one task at a time, and none takes minutes: one that has had its task for so long is gone, though it may
 * still be shown, as where a machine has vanished. Without this graphile-worker gives the task to another after four hours.
 */
const STALE = "locked_at < holdpoint_real_time(holdpoint_now()) - interval '2 minutes'";

/** The name of the sessions of every queue. */
export const TASK_SESSIONS = 'holdpoint-tasks';

/**
 * Whoever has a task has a session. Where there is none of any queue, all that is held was held by processes that were
 * killed: after the end of the only one, the next would wait for seconds. Of sessions of other users the names may be
 * hidden, so that each of those counts.
 */
const ORPHANED = `locked_at IS NOT NULL AND NOT EXISTS (
  SELECT FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
    AND (application_name = '${TASK_SESSIONS}' OR usename <> current_user))`;

const CONDITIONS = { stale: STALE, orphaned: ORPHANED } as const;

const held = (released: Released): string =>
  `SELECT id, locked_by AS worker, attempts >= max_attempts AS last FROM graphile_worker.jobs
   WHERE ${typeof released === 'string' ? CONDITIONS[released] : 'locked_by = ANY($1::text[])'}`;

const UNLOCK = 'SELECT graphile_worker.force_unlock_workers($1::text[])';

/** No task is tried more often, whatever ends it. */
const TRIES_MAX = 50;

/**
 * A last try that was interrupted was none: nobody has said what became of it, and nothing would ever run it again. It is
 * made once more, but not without end: it may be the task itself that ends its process.
 */
const TRY_AGAIN = `SELECT graphile_worker.reschedule_jobs(array_agg(id), max_attempts => max_attempts + 1)
  FROM graphile_worker.jobs WHERE id = ANY($1::bigint[]) AND max_attempts < ${TRIES_MAX} GROUP BY max_attempts`;

interface HeldTask {
  readonly id: number | string;
  readonly worker: string;
  readonly last: boolean;
}

/** Gives tasks whose workers are dead to others. */
export async function releaseTasks(pool: Pool, released: Released): Promise<void> {
  await runTransaction(pool, async (client) => {
    const { rows } = await client.query<HeldTask>(held(released), typeof released === 'string' ? [] : [released.workers]);
    if (rows.length === 0) return;
    await client.query(UNLOCK, [[...new Set(rows.map(({ worker }) => worker))]]);
    await client.query(TRY_AGAIN, [rows.filter(({ last }) => last).map(({ id }) => id)]);
  });
}
