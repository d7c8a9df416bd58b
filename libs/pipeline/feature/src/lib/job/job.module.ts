import { Module } from '@nestjs/common';
import { PipelineModule } from '../pipeline/pipeline.module';
import { JobReader } from './job-reader';

/** What the modules of all kinds of jobs share. */
@Module({ imports: [PipelineModule], providers: [JobReader], exports: [JobReader] })
export class JobModule {}
