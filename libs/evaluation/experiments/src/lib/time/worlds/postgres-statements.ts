/** The instants of a world's jobs. */
export const JOBS = `
  SELECT id, pipeline_id AS "pipelineId", name, started_at AS "startedAt", deadline_at AS "deadlineAt", finished_at AS "finishedAt"
  FROM external_jobs WHERE deadline_at IS NOT NULL ORDER BY id`;

/** When each failure was noticed, by the store's clock. */
export const FAILURES = `
  SELECT external_job_id AS "jobId", at FROM job_history WHERE to_status = 'failed' ORDER BY at`;

/** Takes everything away that a world before has left. */
export const EMPTY = 'TRUNCATE projects, job_history, callbacks, callback_matches CASCADE; DELETE FROM graphile_worker._private_jobs';

/** Puts the clock anywhere, back too, which the product never does; null lets it run. */
export const PUT_CLOCK = `
  UPDATE simulation_clock SET simulated = true, instant = to_timestamp($1::float8 / 1000)`;

/**
 * The queue lives in real time, which goes on while the clock stands: a task becomes due by a step of the clock alone. One
 * that ran in the millisecond before its wake-up would find nothing to do, and ask for itself again and again.
 */
export const ADVANCE_TASKS = `
  UPDATE graphile_worker._private_jobs task
  SET run_at = holdpoint_real_time(wake_at) + CASE WHEN wake_at > holdpoint_now() THEN interval '1 hour' ELSE interval '0' END
  FROM pipeline_wake_ups WHERE task.key = 'pipeline:' || pipeline_id`;

/** Takes the tasks of pipelines away. */
export const LOSE_TASKS = `DELETE FROM graphile_worker._private_jobs WHERE starts_with(key, 'pipeline:')`;

/** How many tasks of pipelines there are. */
export const COUNT_TASKS = `SELECT count(*) AS count FROM graphile_worker.jobs WHERE starts_with(key, 'pipeline:')`;

/** What the queue has still to do, and the wake-up for which it will wake next. */
export const TASKS = `
  SELECT count(*) FILTER (WHERE run_at <= holdpoint_real_time(holdpoint_now())) AS due, min(wake_at) AS "nextAt"
  FROM graphile_worker.jobs JOIN pipeline_wake_ups ON key = 'pipeline:' || pipeline_id`;
