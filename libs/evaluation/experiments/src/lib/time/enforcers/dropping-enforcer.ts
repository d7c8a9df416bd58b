import type { Instant } from '@holdpoint/kernel';
import type { Corridor } from '@holdpoint/pipeline-application';
import type { TimeWorld, WaitingJob } from '../worlds/time-world';
import { nextTick, type Enforcer } from './enforcer';

/** When a process that decides by itself takes a job for overdue. */
export interface DropRule {
  /** How often it looks. */
  readonly periodMs: number;
  isOverdue(job: WaitingJob, processNow: Instant): boolean;
}

/** A cleaner that decides in the process what is overdue, and fails it: what the product does not do. */
export class DroppingEnforcer implements Enforcer {
  private ticking = false;

  constructor(
    private readonly world: Pick<TimeWorld, 'jobs'>,
    private readonly corridor: Corridor,
    private readonly rule: DropRule,
  ) {}

  async look(processNow: Instant): Promise<Instant> {
    // It ticks and does nothing else: not even when its process starts.
    if (this.ticking) await this.clean(processNow);
    this.ticking = true;
    return nextTick(processNow, this.rule.periodMs);
  }

  private async clean(processNow: Instant): Promise<void> {
    const waiting = (await this.world.jobs()).filter(({ finishedAt }) => finishedAt === null);
    await Promise.all(waiting.filter((job) => this.rule.isOverdue(job, processNow)).map((job) => this.drop(job)));
  }

  private async drop({ pipelineId, name }: WaitingJob): Promise<void> {
    const command = { type: 'fire_event', event: 'drop', jobNames: [name], actor: 'cleaner' } as const;
    await this.corridor.submit({ pipelineId, command });
  }
}
