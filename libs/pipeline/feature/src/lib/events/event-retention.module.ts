import { Module, type DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { EventRetentionOptions } from './event-retention-options';
import { EventRetentionService } from './event-retention.service';

/** Deletes old events: imported by processes that do background work. */
@Module({})
export class EventRetentionModule {
  static forRoot(options: EventRetentionOptions): DynamicModule {
    return {
      module: EventRetentionModule,
      imports: [ScheduleModule.forRoot()],
      providers: [{ provide: EventRetentionOptions, useValue: options }, EventRetentionService],
    };
  }
}
