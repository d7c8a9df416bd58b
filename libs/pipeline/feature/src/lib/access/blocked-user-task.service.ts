import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DropUserPipelines } from '@holdpoint/pipeline-application';
import { BlockedUserTasks, blockedUserTaskOf, DROP_USER_PIPELINES, type BlockedUserTask } from '@holdpoint/pipeline-persistence';
import { TaskHandlers } from '../tasks/task-handlers';

/** Fails what users who were blocked have under way. It may be done twice, or late: it looks at what is there. */
@Injectable()
export class BlockedUserTaskService implements OnModuleInit {
  constructor(
    private readonly handlers: TaskHandlers,
    private readonly dropUserPipelines: DropUserPipelines,
    private readonly tasks: BlockedUserTasks,
  ) {}

  onModuleInit(): void {
    this.handlers.add(new Map([[DROP_USER_PIPELINES, ({ payload }) => this.drop(blockedUserTaskOf(payload))]]));
  }

  /** A task that rejects is tried again by its queue; one that has not come to the end leaves another. */
  private async drop({ username, actor, after }: BlockedUserTask): Promise<void> {
    const done = await this.dropUserPipelines.execute(username, actor, after);
    if (!done.ok) throw new Error(`the pipelines of a blocked user could not be dropped now: ${done.error}`);
    if (done.value !== null) await this.tasks.add({ username, actor, after: done.value });
  }
}
