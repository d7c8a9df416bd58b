import { Module } from '@nestjs/common';
import { ResourceGroupTaskService } from './resource-group-task.service';

/** Hands on the resources of groups: imported by processes that do background work. */
@Module({ providers: [ResourceGroupTaskService] })
export class ResourceGroupTasksModule {}
