import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HandOnResource } from '@holdpoint/pipeline-application';
import { resourceTaskOf, type TaskTry } from '@holdpoint/pipeline-persistence';
import { TaskHandlers } from '../tasks/task-handlers';

/** Hands on the resources of groups, whenever a job has come to wait for one or wants it no more. */
@Injectable()
export class ResourceGroupTaskService implements OnModuleInit {
  constructor(
    private readonly handlers: TaskHandlers,
    private readonly handOnResource: HandOnResource,
  ) {}

  onModuleInit(): void {
    this.handlers.add(new Map([['assign_resource', (task: TaskTry) => this.handOn(task)]]));
  }

  /** A task that rejects is tried again by its queue. */
  private async handOn({ payload }: TaskTry): Promise<void> {
    const done = await this.handOnResource.execute(resourceTaskOf(payload));
    if (!done.ok) throw new Error(`assign_resource could not be done now: ${done.error}`);
  }
}
