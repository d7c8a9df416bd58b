import { Module } from '@nestjs/common';
import { ProjectModule } from '../project/project.module';
import { PipelineController } from './pipeline.controller';
import { PipelineReader } from './pipeline-reader';
import { PipelineService } from './pipeline.service';

/** Pipelines. */
@Module({
  imports: [ProjectModule],
  controllers: [PipelineController],
  providers: [PipelineService, PipelineReader],
  exports: [PipelineReader],
})
export class PipelineModule {}
