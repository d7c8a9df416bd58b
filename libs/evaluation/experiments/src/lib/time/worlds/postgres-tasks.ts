import { assert, MINUTE_MS, type Instant } from '@holdpoint/kernel';
import type { Corridor } from '@holdpoint/pipeline-application';
import { DeadlineTasks, TaskQueue } from '@holdpoint/pipeline-persistence';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { TASKS } from './postgres-statements';
import type { ScheduledTasks } from './time-world';

const LOOK_AGAIN_MS = 5;
const LOOKS_MAX = MINUTE_MS / LOOK_AGAIN_MS;

/** The product's scheduled tasks, taken by a queue of one process. */
export class PostgresTasks implements ScheduledTasks {
  private readonly queue: TaskQueue;
  private readonly tasks: DeadlineTasks;

  constructor(
    private readonly pool: Pool,
    private readonly corridor: Corridor,
    settings: { readonly url: string; readonly pollIntervalMs?: number },
  ) {
    // A task that fails shows by what it leaves: a job that still waits.
    this.queue = new TaskQueue({ ...settings, onProblem: () => undefined });
    this.tasks = new DeadlineTasks(pool, { enabled: true });
  }

  async start(): Promise<void> {
    await this.queue.start(this.tasks.handlers((pipelineId) => this.expire(pipelineId)));
    await this.tasks.reschedule();
  }

  async runDue(): Promise<Instant | null> {
    for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
      const { rows } = await this.pool.query<{ due: number; nextAt: Instant | null }>(TASKS);
      const [row] = rows;
      assert(row, 'a count is a row');
      if (row.due === 0) return row.nextAt;
      await delay(LOOK_AGAIN_MS);
    }
    throw new Error('The queue has not done in a minute what was due');
  }

  stop(): Promise<void> {
    return this.queue.stop();
  }

  private async expire(pipelineId: PipelineId): Promise<void> {
    const answer = await this.corridor.submit({ pipelineId, command: { type: 'process' } });
    if (!answer.ok) throw new Error(`pipeline ${pipelineId} could not be looked at: ${answer.error}`);
  }
}
