import type { Instant } from '@holdpoint/kernel';
import type { ScheduledTasks, TimeWorld } from '../worlds/time-world';
import type { Enforcer } from './enforcer';

/** The scheduled task of each pipeline: the queue wakes it, no clock of the process. */
export class TaskEnforcer implements Enforcer {
  private started: Promise<void> | undefined;

  constructor(
    private readonly tasks: ScheduledTasks,
    private readonly world: Pick<TimeWorld, 'now'>,
  ) {}

  async look(processNow: Instant): Promise<Instant | null> {
    this.started ??= this.tasks.start();
    await this.started;
    const nextAt = await this.tasks.runDue();
    return nextAt === null ? null : processNow + (nextAt - this.world.now());
  }
}
