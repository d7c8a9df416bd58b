import { Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TaskHandlers } from './task-handlers';
import { TaskWorkerService } from './task-worker.service';

/** The queue of tasks: imported by processes that do background work. */
@Global()
@Module({ imports: [ScheduleModule.forRoot()], providers: [TaskHandlers, TaskWorkerService], exports: [TaskHandlers] })
export class TasksModule {}
