import { Module } from '@nestjs/common';
import { ProjectModule } from '../project/project.module';
import { CommitStatusController } from './commit-status.controller';
import { CommitStatusService } from './commit-status.service';

/** Statuses that other systems report about commits. */
@Module({ imports: [ProjectModule], controllers: [CommitStatusController], providers: [CommitStatusService] })
export class CommitStatusModule {}
