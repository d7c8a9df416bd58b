import { Module } from '@nestjs/common';
import { ProjectModule } from '../project/project.module';
import { PipelineController } from './pipeline.controller';
import { PipelineReader } from './pipeline-reader';
import { PipelineService } from './pipeline.service';
import { TestReportController } from './test-report.controller';

/** Pipelines. */
@Module({
  imports: [ProjectModule],
  controllers: [PipelineController, TestReportController],
  providers: [PipelineService, PipelineReader],
  exports: [PipelineReader],
})
export class PipelineModule {}
