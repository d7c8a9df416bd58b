import { Module } from '@nestjs/common';
import { BridgeTaskService } from './bridge-task.service';

/** What pipelines do to one another: imported by processes that do background work. */
@Module({ providers: [BridgeTaskService] })
export class BridgeTasksModule {}
