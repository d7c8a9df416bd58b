import { Module, type DynamicModule } from '@nestjs/common';
import { SCHEDULE } from '../core/schedule';
import { DeadlineTaskService } from './deadline-task.service';
import { TimeoutOptions } from './timeout-options';
import { TimeoutService } from './timeout.service';

/** Enforces deadlines: imported by processes that do background work. */
@Module({})
export class TimeoutModule {
  static forRoot(options: TimeoutOptions): DynamicModule {
    return {
      module: TimeoutModule,
      imports: [SCHEDULE],
      providers: [{ provide: TimeoutOptions, useValue: options }, TimeoutService, DeadlineTaskService],
    };
  }
}
