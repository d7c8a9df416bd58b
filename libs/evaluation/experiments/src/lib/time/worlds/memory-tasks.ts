import type { Instant } from '@holdpoint/kernel';
import type { Corridor } from '@holdpoint/pipeline-application';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { ScheduledTasks, TimeWorld } from './time-world';

/** The queue of a world in memory: one task for each pipeline, whose jobs have one deadline here; never taken back. */
export class MemoryTasks {
  private tasks: ReadonlyMap<PipelineId, Instant> = new Map();

  constructor(private readonly world: Pick<TimeWorld, 'now' | 'jobs'>) {}

  /** Gives every pipeline that waits a task, by its number, as a process does when it starts. */
  async reschedule(): Promise<void> {
    const waiting = (await this.world.jobs()).filter(({ finishedAt }) => finishedAt === null);
    this.tasks = new Map([...this.tasks, ...waiting.map(({ pipelineId, deadlineAt }) => [pipelineId, deadlineAt] as const)]);
  }

  lose(): void {
    this.tasks = new Map();
  }

  takenBy(corridor: Corridor): ScheduledTasks {
    return { start: () => this.reschedule(), runDue: () => this.runDue(corridor) };
  }

  private async runDue(corridor: Corridor): Promise<Instant | null> {
    const now = this.world.now();
    const due = [...this.tasks].filter(([, dueAt]) => dueAt <= now);
    this.tasks = new Map([...this.tasks].filter(([, dueAt]) => dueAt > now));
    await Promise.all(due.map(([pipelineId]) => corridor.submit({ pipelineId, command: { type: 'process' } })));
    return earliest([...this.tasks.values()]);
  }
}

const earliest = (instants: readonly Instant[]): Instant | null => (instants.length === 0 ? null : Math.min(...instants));
