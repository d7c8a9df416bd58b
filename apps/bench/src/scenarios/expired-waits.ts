import type { Pool } from 'pg';

/** Far enough ahead that everything is committed and looked at, and the server has calmed down, before it. */
const AHEAD_MS = 5_000;

/**
 * Moves the deadlines of waiting jobs to one instant, of which nobody has heard yet. Jobs have started as long before it
 * as their timeout says. All names of tables are in this file.
 */
export async function setDeadline(pool: Pool, pipelineIds: readonly number[]): Promise<void> {
  await pool.query(`
    UPDATE external_jobs SET deadline_at = at, started_at = at - timeout_ms * interval '1 ms'
    FROM (SELECT date_trunc('second', holdpoint_now()) + interval '${AHEAD_MS} ms' AS at OFFSET 0) deadline
    WHERE pipeline_id = ANY($1)`, [pipelineIds]);
}

/** Whether the deadline of all of them is still to come. */
export async function isAhead(pool: Pool, pipelineIds: readonly number[]): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT FROM external_jobs WHERE pipeline_id = ANY($1) AND deadline_at <= holdpoint_now() LIMIT 1', [pipelineIds]);
  return rowCount === 0;
}

/** Whether one of them still waits. */
export async function stillWaiting(pool: Pool, pipelineIds: readonly number[]): Promise<boolean> {
  const { rowCount } = await pool.query(`SELECT FROM external_jobs WHERE pipeline_id = ANY($1) AND finished_at IS NULL LIMIT 1`, [pipelineIds]);
  return rowCount === 1;
}

/**
 * How long after its deadline each ending was committed, in milliseconds. `finished_at` would not do: it is what the
 * pass read before it wrote. The server notes the real time at which the transaction that made a row was committed.
 */
export async function readLateness(pool: Pool, pipelineIds: readonly number[]): Promise<readonly number[]> {
  const { rows } = await pool.query<{ late: number }>(
    `SELECT extract(epoch FROM pg_xact_commit_timestamp(line.xmin) - job.deadline_at)::float8 * 1000 AS late
     FROM job_history line JOIN external_jobs job ON job.id = line.external_job_id
     WHERE line.pipeline_id = ANY($1) AND line.ending AND line.to_status = 'failed'`,
    [pipelineIds],
  );
  return rows.map(({ late }) => late);
}

const TRACES = `
  SELECT
    (SELECT count(*)::int FROM external_jobs WHERE pipeline_id = ANY($1) AND status = 'failed'
      AND failure_reason = 'job_execution_timeout') AS "failed jobs",
    (SELECT count(*)::int FROM job_history WHERE pipeline_id = ANY($1) AND to_status = 'failed') AS "lines of history",
    (SELECT count(*)::int FROM builds WHERE pipeline_id = ANY($1) AND name = 'deploy' AND status = 'skipped') AS "skipped builds"`;

/** Compares what is there with one failure, one line of history and one skipped build each; answers what differs. */
export async function checkExpired(pool: Pool, pipelineIds: readonly number[]): Promise<readonly string[]> {
  const { rows: [traces] } = await pool.query<Record<string, number>>(TRACES, [pipelineIds]);
  return Object.entries(traces ?? {})
    .filter(([, count]) => count !== pipelineIds.length)
    .map(([what, count]) => `${pipelineIds.length} deadlines left ${count} ${what}`);
}
