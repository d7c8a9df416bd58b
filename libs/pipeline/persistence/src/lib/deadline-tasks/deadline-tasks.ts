import { namedStatement } from '@holdpoint/database';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { runCommitted } from '../sql/run-transaction';
import type { TaskHandler } from '../tasks/task-queue';
import { EXPIRE_PIPELINE, addTasksCall, pipelineTaskKey } from './task-specs';

/** What {@link DeadlineTasks} may be told. */
export interface DeadlineTasksSettings {
  /** False turns every method into one that does nothing. */
  readonly enabled: boolean;
}

/** Two readings of one instant in real time are a millisecond apart; a step of the clock that matters is longer. */
const IS_LATE = "task.run_at > holdpoint_real_time(wake_at) + interval '1 second'";

/**
 * A task that comes too late is moved, as after a step of the clock. All others are kept where they are: a pass may have
 * brought a wake-up nearer after this was read, and its task with it.
 */
const rescheduleTasks = namedStatement<[]>(
  'reschedule_deadline_tasks',
  `WITH wake_up AS MATERIALIZED (
     SELECT pipeline_id, wake_at AS due_at, coalesce(${IS_LATE}, false) AS is_late
     FROM pipeline_wake_ups LEFT JOIN graphile_worker.jobs task ON task.key = ${pipelineTaskKey('pipeline_id')})
   SELECT (SELECT count(*) FROM ${addTasksCall('(SELECT * FROM wake_up WHERE is_late)')})
     + (SELECT count(*) FROM ${addTasksCall('(SELECT * FROM wake_up WHERE NOT is_late)', 'keep')}) AS tasks`,
);

const scheduleNext = namedStatement<[PipelineId]>(
  'schedule_next_look',
  `SELECT count(*) FROM ${addTasksCall('(SELECT pipeline_id, wake_at AS due_at FROM pipeline_wake_ups WHERE pipeline_id = $1)', 'keep')}`,
);

/**
 * One graphile-worker task for each pipeline at its wake-up, the earliest instant at which something in it changes by itself,
 * so that it is enough with the cron-driven service switched off. Whatever brings a wake-up nearer moves the task in its own
 * transaction. What puts it off, as every sign of life does, leaves the task alone: it finds nothing to do and goes on to
 * the next. Had each job a task, one at its deadline knew nothing of heartbeats and of the time a cancel may take.
 */
export class DeadlineTasks {
  constructor(
    private readonly pool: Pool,
    private readonly settings: DeadlineTasksSettings,
  ) {}

  /** The handler of due tasks for a queue: each asks for a look at a pipeline; none where tasks are switched off. */
  handlers(onDue: (pipelineId: PipelineId) => Promise<void>): ReadonlyMap<string, TaskHandler> {
    if (!this.settings.enabled) return new Map();
    const handle: TaskHandler = async ({ payload }) => {
      const pipelineId = pipelineIdOf(payload);
      await onDue(pipelineId);
      await runCommitted(this.pool, (client) => client.query(scheduleNext(pipelineId)));
    };
    return new Map([[EXPIRE_PIPELINE, handle]]);
  }

  /** Gives every wake-up its task by the store's clock; for a start, and after a step of that clock. Answers how many there are. */
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
