import { namedStatement } from '@holdpoint/database';
import type { Pool } from 'pg';
import { DIGEST_QUEUES } from '../artifacts/artifact-tasks';
import { HOOK_QUEUES } from '../hooks/hook-tasks';
import { runSlices, SLICE_MAX } from './run-slices';

/**
 * Tasks whose last try failed, by when the next would have been. The library's own cleanup deletes them at once, and with
 * them why they failed. No index has them: 200,000 tasks are read in some tens of milliseconds.
 */
const deleteFailedTasks = namedStatement<[retentionDays: number]>(
  'delete_failed_tasks',
  `SELECT FROM graphile_worker.complete_jobs(ARRAY(SELECT id FROM graphile_worker.jobs
     WHERE attempts >= max_attempts AND locked_at IS NULL
       AND run_at < holdpoint_real_time(holdpoint_now()) - $1 * interval '1 day' LIMIT ${SLICE_MAX}))`,
);

/**
 * Queues that an earlier version made. The library's own cleanup takes any that is empty: a task that is added just then
 * and is not committed yet would be in a queue that is gone, and never run. Those of today are few and stay.
 */
const deleteUnusedQueues = namedStatement<[inUse: readonly string[]]>(
  'delete_unused_task_queues',
  `DELETE FROM graphile_worker._private_job_queues WHERE id = ANY (ARRAY(SELECT id FROM graphile_worker._private_job_queues queue
     WHERE queue_name <> ALL ($1::text[]) AND locked_at IS NULL
       AND NOT EXISTS (SELECT FROM graphile_worker._private_jobs job WHERE job.job_queue_id = queue.id) LIMIT ${SLICE_MAX}))`,
);

/** How many rows were deleted. */
export interface TaskDeletions {
  readonly failedTasks: number;
  readonly taskQueues: number;
}

/** Deletes what is left of tasks, slice by slice; any number of processes may do it at once. */
export class TaskUpkeep {
  constructor(private readonly pool: Pool) {}

  /** Deletes tasks that failed for the last time before the retention, and queues that no task will be in any more. */
  async deleteOld(retentionDays: number, signal?: AbortSignal): Promise<TaskDeletions> {
    const failedTasks = await runSlices(this.pool, deleteFailedTasks(retentionDays), signal);
    return { failedTasks, taskQueues: await runSlices(this.pool, deleteUnusedQueues([...DIGEST_QUEUES, ...HOOK_QUEUES]), signal) };
  }
}
