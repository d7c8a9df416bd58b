import { Module } from '@nestjs/common';
import { JobModule } from '../job/job.module';
import { BuildController } from './build.controller';
import { BuildService } from './build.service';
import { JobLogController } from './job-log.controller';
import { PipelineJobsController } from './pipeline-jobs.controller';

/** Jobs, as GitLab's API calls builds; external jobs are among them. */
@Module({
  imports: [JobModule],
  controllers: [BuildController, JobLogController, PipelineJobsController],
  providers: [BuildService],
})
export class BuildModule {}
