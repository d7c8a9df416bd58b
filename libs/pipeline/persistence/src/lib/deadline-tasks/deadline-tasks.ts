import { namedStatement } from '@holdpoint/database';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { runCommitted } from '../sql/run-transaction';
import type { TaskHandler } from '../tasks/task-queue';
import { EXPIRE_PIPELINE, addTasksCall, jobTaskKey, pipelineTaskKey } from './task-specs';

/** What {@link DeadlineTasks} may be told. */
export interface DeadlineTasksSettings {
  /** False turns every method into one that does nothing. */
  readonly enabled: boolean;
}

/**
 * Found by the wake-ups: a pipeline that has none waits for nothing. A pipeline that is due has a task of its own,
 * as its first pass may never have come. Jobs are found by what no status list is needed for: they have a deadline or a
 * delay and have not finished.
 */
const rescheduleTasks = namedStatement<[]>(
  'reschedule_deadline_tasks',
  `SELECT count(*) AS tasks FROM ${addTasksCall(`(
     SELECT ${pipelineTaskKey('pipeline_id')} AS key, pipeline_id, wake_at AS due_at FROM pipeline_wake_ups
     WHERE wake_at <= holdpoint_now()
     UNION ALL
     SELECT ${jobTaskKey('job.id')}, job.pipeline_id, coalesce(scheduled_at, deadline_at)
     FROM pipeline_wake_ups JOIN processables job ON job.pipeline_id = pipeline_wake_ups.pipeline_id
     WHERE coalesce(scheduled_at, deadline_at) IS NOT NULL
       AND job.finished_at IS NULL AND NOT retried)`)}`,
);

/**
 * One graphile-worker task per job at its deadline or the end of its delay, and one per new pipeline for its first pass:
 * the scheduled task of the spike, for builds too, so that it is enough with the cron-driven service switched off. A
 * task is never taken back: it runs and finds nothing to do.
 */
export class DeadlineTasks {
  constructor(
    private readonly pool: Pool,
    private readonly settings: DeadlineTasksSettings,
  ) {}

  /** The handler of due tasks for a queue: each asks for a look at a pipeline; none where tasks are switched off. */
  handlers(onDue: (pipelineId: PipelineId) => Promise<void>): ReadonlyMap<string, TaskHandler> {
    if (!this.settings.enabled) return new Map();
    return new Map([[EXPIRE_PIPELINE, ({ payload }): Promise<void> => onDue(pipelineIdOf(payload))]]);
  }

  /** Puts every task where the store's clock has it now; for a start, and after a step of that clock. Answers how many there are. */
  async reschedule(): Promise<number> {
    if (!this.settings.enabled) return 0;
    const { rows } = await runCommitted(this.pool, (client) => client.query<{ tasks: number }>(rescheduleTasks()));
    return rows[0]?.tasks ?? 0;
  }
}

function pipelineIdOf(payload: unknown): PipelineId {
  if (typeof payload === 'object' && payload !== null && 'pipelineId' in payload) {
    if (typeof payload.pipelineId === 'number') return payload.pipelineId;
  }
  throw new Error(`A task of "${EXPIRE_PIPELINE}" names a pipeline`);
}
