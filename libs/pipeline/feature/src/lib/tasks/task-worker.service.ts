import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { TaskQueue } from '@holdpoint/pipeline-persistence';
import { TaskHandlers } from './task-handlers';

/** Runs the tasks of all modules once these have said which they do, and stops before anything they use does. */
@Injectable()
export class TaskWorkerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(TaskWorkerService.name);

  constructor(
    private readonly queue: TaskQueue,
    private readonly handlers: TaskHandlers,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.start(this.handlers.all, this.handlers.outside);
  }

  /** At second 45, so that it does not run together with what else comes every minute. */
  @Cron('45 * * * * *', { name: 'task_queue', timeZone: 'UTC', waitForCompletion: true })
  async lookAfterQueue(): Promise<void> {
    try {
      await this.queue.lookAfter();
    } catch (error) {
      this.logger.warn({ msg: 'could not look after the queue of tasks; the next tick tries again', err: error });
    }
  }

  /** What a process that was killed has left is taken over at the second look: after five to ten seconds. */
  @Cron('*/5 * * * * *', { name: 'task_takeover', timeZone: 'UTC', waitForCompletion: true })
  async takeOver(): Promise<void> {
    try {
      await this.queue.takeOver();
    } catch (error) {
      this.logger.warn({ msg: 'could not look for tasks that were left; the next look tries again', err: error });
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.stop();
  }
}
