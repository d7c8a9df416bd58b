import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { EventLog } from '@holdpoint/pipeline-persistence';
import { CronJob } from 'cron';
import { EventRetentionOptions } from './event-retention-options';

/** Every five minutes, a little after the full minute, at which much else begins. */
const CRON = '20 */5 * * * *';

/** Events that are deleted in one transaction: some tens of milliseconds, and rows that nobody else writes. */
const SLICE_MAX = 5_000;

/** Deletes events that are older than they are kept. Any number of replicas may do it at once. */
@Injectable()
export class EventRetentionService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(EventRetentionService.name);
  private running: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly log: EventLog,
    private readonly scheduler: SchedulerRegistry,
    private readonly options: EventRetentionOptions,
  ) {}

  onApplicationBootstrap(): void {
    const job = CronJob.from({ cronTime: CRON, timeZone: 'UTC', onTick: () => this.clean() });
    this.scheduler.addCronJob('event-retention', job);
    job.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** Deletes now, slice by slice; one that is asked for meanwhile is the same. */
  clean(): Promise<void> {
    this.running ??= this.deleteAll().finally(() => (this.running = null));
    return this.running;
  }

  /** What could not be deleted is still old at the next time. */
  private async deleteAll(): Promise<void> {
    try {
      let deleted = SLICE_MAX;
      while (deleted === SLICE_MAX && !this.stopped) deleted = await this.log.deleteOlderThan(this.options.hours, SLICE_MAX);
    } catch (error) {
      this.logger.warn({ msg: 'could not delete old events; the next time tries again', err: error });
    }
  }
}
