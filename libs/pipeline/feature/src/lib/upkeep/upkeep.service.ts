import { Injectable, Logger, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { EventLog, LedgerUpkeep, runEach, TaskUpkeep } from '@holdpoint/pipeline-persistence';
import { UpkeepOptions } from './upkeep-options';

/** Ends parked callbacks whose time is over and deletes what is too old, every minute. */
@Injectable()
export class UpkeepService implements OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger(UpkeepService.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly ledger: LedgerUpkeep,
    private readonly events: EventLog,
    private readonly tasks: TaskUpkeep,
    private readonly options: UpkeepOptions,
  ) {}

  /** At second 30, away from the full minutes at which deadlines are looked for. */
  @Cron('30 * * * * *', { name: 'upkeep', timeZone: 'UTC', waitForCompletion: true })
  run(): Promise<void> {
    this.running = this.tidyUp();
    return this.running;
  }

  /** Before anything else stops; the next process does what is left. */
  onModuleDestroy(): void {
    this.stopping.abort();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.running;
  }

  /** Nothing depends on it now: what has run out counts as such, whether it is still there or not. */
  private async tidyUp(): Promise<void> {
    const { retentionDays, eventRetentionHours } = this.options;
    const { signal } = this.stopping;
    try {
      const { expired, events, ledger, tasks } = await runEach({
        expired: () => this.ledger.expireParked(signal),
        events: () => this.events.deleteOlderThan(eventRetentionHours, signal),
        ledger: () => this.ledger.deleteOld(retentionDays, signal),
        tasks: () => this.tasks.deleteOld(retentionDays, signal),
      });
      const deleted = { ...ledger, ...tasks, events };
      const rows = expired + Object.values<number>(deleted).reduce((sum, count) => sum + count);
      if (rows > 0) this.logger.log({ msg: 'tidied up', expired, deleted });
    } catch (error) {
      this.logger.warn({ msg: 'could not tidy up; the next tick tries again', err: error });
    }
  }
}
