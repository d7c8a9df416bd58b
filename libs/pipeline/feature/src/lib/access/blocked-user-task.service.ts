import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DropUserPipelines } from '@holdpoint/pipeline-application';
import { blockedUserTaskOf, DROP_USER_PIPELINES, type BlockedUserTask } from '@holdpoint/pipeline-persistence';
import { TaskHandlers } from '../tasks/task-handlers';

/** Fails what users who were blocked have under way. It may be done twice, or late: it looks at what is there. */
@Injectable()
export class BlockedUserTaskService implements OnModuleInit {
  constructor(
    private readonly handlers: TaskHandlers,
    private readonly dropUserPipelines: DropUserPipelines,
  ) {}

  onModuleInit(): void {
    this.handlers.add(new Map([[DROP_USER_PIPELINES, ({ payload }) => this.drop(blockedUserTaskOf(payload))]]));
  }

  /** A task that rejects is tried again by its queue. */
  private async drop({ username, actor }: BlockedUserTask): Promise<void> {
    const done = await this.dropUserPipelines.execute(username, actor);
    if (!done.ok) throw new Error(`the pipelines of a blocked user could not be dropped now: ${done.error}`);
  }
}
