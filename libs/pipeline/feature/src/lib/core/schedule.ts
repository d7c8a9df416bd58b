import { ScheduleModule } from '@nestjs/schedule';

/**
 * The one scheduler of a process, for every module that schedules. Each `forRoot()` makes another, and every one of them
 * runs the ticks of all modules: the ledger was tidied three times a minute.
 */
export const SCHEDULE = ScheduleModule.forRoot();
