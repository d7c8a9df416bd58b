import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Instant } from '@holdpoint/kernel';
import { Corridor, SweepOverdue } from '@holdpoint/pipeline-application';
import { WakeListener } from '@holdpoint/pipeline-persistence';
import { CronJob } from 'cron';
import { StoreClockEstimate } from './store-clock-estimate';
import { TimeoutOptions } from './timeout-options';
import { WakeTimer } from './wake-timer';

/**
 * The cron-driven timeout service. Each tick sweeps what is overdue and arms a timer for the next deadline, so that
 * a job fails milliseconds after its deadline and not a tick later. A pass that sets an earlier deadline arms the
 * timer too, here or, by a notification, in another process. Any number of replicas may run it: a sweep only asks
 * for passes, and a pass changes what is still overdue under its lock.
 */
@Injectable()
export class TimeoutService implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger(TimeoutService.name);
  private readonly clock = new StoreClockEstimate();
  private readonly timer = new WakeTimer(this.clock, () => void this.sweep());
  private sweeping: Promise<void> | null = null;
  private again = false;
  private readonly stopping = new AbortController();

  constructor(
    private readonly sweepOverdue: SweepOverdue,
    private readonly corridor: Corridor,
    private readonly listener: WakeListener,
    private readonly scheduler: SchedulerRegistry,
    private readonly options: TimeoutOptions,
  ) {}

  /** Starts ticking, and sweeps at once: deadlines may have passed while no process ran. */
  async onApplicationBootstrap(): Promise<void> {
    const { cron } = this.options;
    if (cron === null) return;
    const job = CronJob.from({ cronTime: cron, timeZone: 'UTC', onTick: () => this.sweep() });
    this.scheduler.addCronJob('timeout', job);
    job.start();
    this.corridor.onWakeAt((at) => this.arm(at));
    await this.listener.start((at) => (at === null ? void this.sweep() : this.arm(at)));
    // Not waited for: nothing is listened to before this ends, and 200,000 overdue jobs take over a minute.
    void this.sweep();
  }

  /** Before anything else stops: a sweep ends while requests are still answered, and the next process sweeps what is left. */
  onModuleDestroy(): void {
    this.stopping.abort();
    this.timer.disarm();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.listener.stop();
    await this.sweeping;
  }

  /** Sweeps now; one that is asked for during a sweep follows it, however often it is asked for. */
  sweep(): Promise<void> {
    this.again = true;
    this.sweeping ??= this.sweepWhileAsked();
    return this.sweeping;
  }

  private arm(at: Instant): void {
    if (!this.stopping.signal.aborted) this.timer.arm(at);
  }

  private async sweepWhileAsked(): Promise<void> {
    try {
      while (this.again && !this.stopping.signal.aborted) {
        this.again = false;
        await this.sweepOnce();
      }
    } finally {
      // In the same turn as the last look at `again`: who asks a moment later must not be given a sweep that is over.
      this.sweeping = null;
    }
  }

  /** A store that is away is tried again at the next tick: deadlines wait in it, not in this process. */
  private async sweepOnce(): Promise<void> {
    try {
      const { swept, failures, wakeUps } = await this.sweepOverdue.execute(this.stopping.signal);
      this.clock.set(wakeUps.now);
      if (wakeUps.nextAt !== null && !wakeUps.clockStands) this.arm(wakeUps.nextAt);
      for (const { pipelineId, error } of failures) this.logger.error({ msg: 'an overdue pipeline is broken', pipelineId, err: error });
      if (swept > 0) this.logger.log({ msg: 'brought overdue pipelines up to date', pipelines: swept });
    } catch (error) {
      this.logger.warn({ msg: 'could not sweep; the next tick tries again', err: error });
    }
  }
}
