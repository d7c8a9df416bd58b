import { Module } from '@nestjs/common';
import { ProjectTaskService } from './project-task.service';

/** Deletes what is left of projects that nobody is shown any more: imported by processes that do background work. */
@Module({ providers: [ProjectTaskService] })
export class ProjectTasksModule {}
