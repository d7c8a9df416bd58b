import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { TaskQueue } from '@holdpoint/pipeline-persistence';
import { TaskHandlers } from './task-handlers';

/** Runs the tasks of all modules once these have said which they do, and stops before anything they use does. */
@Injectable()
export class TaskWorkerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly queue: TaskQueue,
    private readonly handlers: TaskHandlers,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.start(this.handlers.all);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.stop();
  }
}
