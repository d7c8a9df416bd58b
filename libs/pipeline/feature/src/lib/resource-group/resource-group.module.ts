import { Module } from '@nestjs/common';
import { JobModule } from '../job/job.module';
import { ResourceGroupController } from './resource-group.controller';
import { ResourceGroupService } from './resource-group.service';

/** Resource groups; what hands on their resources is {@link ResourceGroupTasksModule}. */
@Module({ imports: [JobModule], controllers: [ResourceGroupController], providers: [ResourceGroupService] })
export class ResourceGroupModule {}
