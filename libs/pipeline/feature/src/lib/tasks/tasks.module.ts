import { Global, Module } from '@nestjs/common';
import { SCHEDULE } from '../core/schedule';
import { TaskHandlers } from './task-handlers';
import { TaskWorkerService } from './task-worker.service';

/** The queue of tasks: imported by processes that do background work. */
@Global()
@Module({ imports: [SCHEDULE], providers: [TaskHandlers, TaskWorkerService], exports: [TaskHandlers] })
export class TasksModule {}
