import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Corridor } from '@holdpoint/pipeline-application';
import { DeadlineTasks } from '@holdpoint/pipeline-persistence';
import { TaskHandlers } from '../tasks/task-handlers';

/**
 * Runs the scheduled task of each pipeline, where that is switched on. A task is never taken back: it asks for a pass, and a
 * pass over a pipeline in which nothing is due finds nothing to do.
 */
@Injectable()
export class DeadlineTaskService implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly tasks: DeadlineTasks,
    private readonly handlers: TaskHandlers,
    private readonly corridor: Corridor,
  ) {}

  onModuleInit(): void {
    this.handlers.add(this.tasks.handlers((pipelineId) => this.expire(pipelineId)));
  }

  /** What began to wait while tasks were switched off gets its tasks now. */
  async onApplicationBootstrap(): Promise<void> {
    await this.tasks.reschedule();
  }

  /** A task that rejects is tried again by its queue. */
  private async expire(pipelineId: number): Promise<void> {
    const answer = await this.corridor.submit({ pipelineId, command: { type: 'process' } });
    if (!answer.ok && answer.error !== 'pipeline_not_found') {
      throw new Error(`pipeline ${pipelineId} could not be looked at: ${answer.error}`);
    }
  }
}
