import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { assert, type Instant } from '@holdpoint/kernel';
import { Corridor, SweepOverdue } from '@holdpoint/pipeline-application';
import { DeadlineTasks, LedgerUpkeep, PipelineTasks, SimulationClock, type ClockReading } from '@holdpoint/pipeline-persistence';
import { refusalError } from '../core/refusals';
import { ApiError } from '../http/error/api-error';
import { SimulatedBuilds } from './simulated-builds';
import { SimulationOptions } from './simulation-options';

/** How often a step looks again for what others hold, before it answers that it could not finish. */
const LOOKS_MAX = 100;
const LOOK_AGAIN_MS = 50;

/** The clock goes no further, so that what ends a year later can still be written with a year of four digits, as ISO 8601 has it. */
const END = '9998-01-01T00:00:00.000Z';

/** The clock of a simulation: read it, or step it forward and see everything that falls due happen. */
@Injectable()
export class SimulationClockService {
  private lastStep: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly clock: SimulationClock,
    private readonly deadlineTasks: DeadlineTasks,
    private readonly pipelineTasks: PipelineTasks,
    private readonly sweepOverdue: SweepOverdue,
    private readonly corridor: Corridor,
    private readonly ledger: LedgerUpkeep,
    private readonly builds: SimulatedBuilds,
    private readonly options: SimulationOptions,
  ) {}

  read(): Promise<ClockReading> {
    return this.clock.read();
  }

  /** One step after the other, so that two at once pass the time of both. */
  step(ms: number): Promise<ClockReading> {
    const step = this.lastStep.then(() => this.stepAlone(ms));
    this.lastStep = step.catch(() => undefined);
    return step;
  }

  /**
   * Steps the clock; from the first step on it stands still between steps. It stops at every instant at which something
   * changes by itself, so that a step of a day comes to the same as 24 of an hour. Answers when nothing is overdue and
   * no command is left, neither under way nor as a task. Throws the coded error for a step beyond the end of the clock.
   */
  private async stepAlone(ms: number): Promise<ClockReading> {
    await this.refuseBeyondEnd(ms);
    const start = await this.clock.step(0);
    assert(start.ok, 'a step of nothing is no step back');
    const target = start.value + ms;
    for (let next = await this.settle(); next !== null && next < target; next = await this.settle()) {
      await this.clock.set(next);
    }
    await this.clock.set(target);
    await this.settle();
    await this.ledger.expireParked();
    await this.deadlineTasks.reschedule();
    return this.clock.read();
  }

  /** Before anything is done: a step that is refused does not stop the clock either. */
  private async refuseBeyondEnd(ms: number): Promise<void> {
    const { now } = await this.clock.read();
    if (now + ms <= Date.parse(END)) return;
    throw new ApiError('parameters_invalid', { problems: [`ms is too large: the clock of a simulation ends at ${END}`] });
  }

  /** Lets everything happen that is due now; answers the next instant at which something will. */
  private async settle(): Promise<Instant | null> {
    for (let idleLooks = 0; idleLooks < LOOKS_MAX; ) {
      // A pass that read the clock before it was stepped may commit after the sweep: it is waited for, and swept after.
      await this.corridor.whenAnswered();
      const { stillDue, swept, wakeUps } = await this.sweepOverdue.execute();
      const { moved, nextAt } = this.options.runner ? await this.builds.attend() : { moved: 0, nextAt: null };
      // What pipelines want of one another is done by tasks, here or in another process: these are commands as well.
      const tasks = await this.pipelineTasks.countDue();
      idleLooks = swept + moved > 0 ? 0 : idleLooks + 1;
      if (idleLooks === 0) continue;
      if (stillDue + tasks === 0) return earlier(wakeUps.nextAt, nextAt);
      await delay(LOOK_AGAIN_MS);
    }
    throw refusalError('busy');
  }
}

const earlier = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
