import { Module } from '@nestjs/common';
import { PipelineController } from './pipeline.controller';
import { PipelineReader } from './pipeline-reader';
import { PipelineService } from './pipeline.service';

/** Pipelines. */
@Module({ controllers: [PipelineController], providers: [PipelineService, PipelineReader], exports: [PipelineReader] })
export class PipelineModule {}
