import { Module } from '@nestjs/common';
import { ProjectController } from './project.controller';
import { ProjectService } from './project.service';
import { RepositoryController } from './repository.controller';
import { RepositoryService } from './repository.service';

/** Projects with their commits, branches and files. */
@Module({
  controllers: [ProjectController, RepositoryController],
  providers: [ProjectService, RepositoryService],
  exports: [RepositoryService],
})
export class ProjectModule {}
