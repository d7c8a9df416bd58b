import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Corridor } from '@holdpoint/pipeline-application';
import { DeadlineTasks } from '@holdpoint/pipeline-persistence';

/**
 * Runs the scheduled task of each external job at its deadline, where that is switched on. A task is never taken
 * back: it asks for a pass, and a pass over a job that has ended finds nothing to do.
 */
@Injectable()
export class DeadlineTaskService implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly tasks: DeadlineTasks,
    private readonly corridor: Corridor,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.tasks.start((pipelineId) => this.expire(pipelineId));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.tasks.stop();
  }

  /** A task that rejects is tried again by its queue. */
  private async expire(pipelineId: number): Promise<void> {
    const answer = await this.corridor.submit({ pipelineId, command: { type: 'process' } });
    if (!answer.ok && answer.error !== 'pipeline_not_found') {
      throw new Error(`pipeline ${pipelineId} could not be looked at: ${answer.error}`);
    }
  }
}
