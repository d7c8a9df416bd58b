import { Module } from '@nestjs/common';
import { BlockedUserTaskService } from './blocked-user-task.service';

/** What becomes of pipelines whose makers are blocked: imported by processes that do background work. */
@Module({ providers: [BlockedUserTaskService] })
export class BlockedUserTasksModule {}
