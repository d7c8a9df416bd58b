import { Injectable } from '@nestjs/common';
import { assert } from '@holdpoint/kernel';
import { Corridor, SweepOverdue } from '@holdpoint/pipeline-application';
import { DeadlineTasks, SimulationClock, type ClockReading } from '@holdpoint/pipeline-persistence';

/** The clock of a simulation: read it, or step it forward and see everything that falls due happen. */
@Injectable()
export class SimulationClockService {
  constructor(
    private readonly clock: SimulationClock,
    private readonly tasks: DeadlineTasks,
    private readonly sweepOverdue: SweepOverdue,
    private readonly corridor: Corridor,
  ) {}

  read(): Promise<ClockReading> {
    return this.clock.read();
  }

  /**
   * Steps the clock; from the first step on it stands still between steps. Resolves when nothing is overdue and no
   * command is under way, so that whoever steps a month ahead finds the month over.
   */
  async step(ms: number): Promise<ClockReading> {
    const stepped = await this.clock.step(ms);
    assert(stepped.ok, 'a step forward is no step back');
    await this.tasks.reschedule();
    await this.sweepOverdue.execute();
    await this.corridor.whenIdle();
    return this.clock.read();
  }
}
