import type { Client } from 'pg';

const PRESENCE = `pg_locks WHERE locktype = 'advisory' AND classid = 4203
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** SQL for the sessions that show workers to be alive. */
export const SHOWING_SESSIONS = `SELECT DISTINCT pid FROM ${PRESENCE}`;

/** SQL for the workers that are shown, as numbers. */
export const SHOWN_WORKERS = `SELECT objid::bigint FROM ${PRESENCE}`;

/** A task that a worker has had for so many seconds; its payload names the worker. */
export async function addLocked(client: Client, task: string, worker: string, seconds: number): Promise<void> {
  await client.query('BEGIN');
  await client.query('SELECT graphile_worker.add_job($1, $2)', [task, JSON.stringify({ worker })]);
  await client.query(
    `UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = holdpoint_real_time(holdpoint_now()) - $2 * interval '1 second', attempts = 1
     WHERE payload ->> 'worker' = $1`,
    [worker, seconds],
  );
  await client.query('COMMIT');
}
