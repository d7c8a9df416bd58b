import type { Instant } from '@holdpoint/kernel';
import type { SweepOverdue } from '@holdpoint/pipeline-application';
import { earlier, nextTick, type Enforcer } from './enforcer';

/** How a sweep is asked for. */
export interface SweepTiming {
  readonly tickMs: number;
  /** Whether a timer is armed for what falls due before the next tick. */
  readonly timers: boolean;
}

/** The cron-driven timeout service: each tick sweeps and, with timers, wakes for the next deadline as the product does. */
export class SweepEnforcer implements Enforcer {
  constructor(
    private readonly sweep: SweepOverdue,
    private readonly timing: SweepTiming,
  ) {}

  async look(processNow: Instant): Promise<Instant | null> {
    const { wakeUps } = await this.sweep.execute();
    const tick = nextTick(processNow, this.timing.tickMs);
    if (!this.timing.timers || wakeUps.nextAt === null) return tick;
    // Only the difference of two instants of the store's clock reaches the process: what its own clock says plays no part.
    return earlier(tick, processNow + (wakeUps.nextAt - wakeUps.now));
  }
}
