import type { Pool } from 'pg';
import { runCommitted } from '../sql/run-transaction';

/** A task whose try has ended, and which try that was. */
export interface TriedTask {
  readonly id: string;
  /** 1 for the first try. */
  readonly attempt: number;
}

/** One that was added again meanwhile has a successor: graphile-worker has set its attempts to their maximum. */
const REPEAT = `SELECT graphile_worker.reschedule_jobs(ARRAY[job.id], run_at => holdpoint_real_time(holdpoint_now()), attempts => interrupted.attempt - 1)
  FROM unnest($1::bigint[], $2::int[]) interrupted (id, attempt)
  JOIN graphile_worker.jobs job ON job.id = interrupted.id AND job.attempts = interrupted.attempt`;

/** Has tasks whose last try was interrupted tried again at once, by whoever is there: that try does not count. */
export async function repeatInterrupted(pool: Pool, tasks: readonly TriedTask[]): Promise<void> {
  await runCommitted(pool, (client) => client.query(REPEAT, [tasks.map(({ id }) => id), tasks.map(({ attempt }) => attempt)]));
}
