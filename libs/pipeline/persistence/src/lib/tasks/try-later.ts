import type { Pool } from 'pg';
import { runCommitted } from '../sql/run-transaction';
import type { TriedTask } from './interrupted-tasks';

/** Thrown by a task that is not to be tried again before a while is over, where its queue would do so earlier. */
export class TryLater extends Error {
  constructor(
    message: string,
    /** From now, in milliseconds. */
    readonly afterMs: number,
  ) {
    super(message);
  }
}

/** One that was added again meanwhile begins anew. */
const POSTPONE = `SELECT FROM graphile_worker.jobs job, LATERAL graphile_worker.reschedule_jobs(ARRAY[job.id],
    run_at => greatest(job.run_at, holdpoint_real_time(holdpoint_now()) + $3 * interval '1 millisecond'))
  WHERE job.id = $1 AND job.attempts = $2`;

/** Has a task that has failed wait for so long, unless it waits longer anyway. */
export async function postponeTask(pool: Pool, { id, attempt }: TriedTask, afterMs: number): Promise<void> {
  await runCommitted(pool, (client) => client.query(POSTPONE, [id, attempt, afterMs]));
}
