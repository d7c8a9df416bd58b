import { Module } from '@nestjs/common';
import { PipelineModule } from '../pipeline/pipeline.module';
import { StageController } from './stage.controller';
import { StageService } from './stage.service';

/** Stages. */
@Module({ imports: [PipelineModule], controllers: [StageController], providers: [StageService] })
export class StageModule {}
