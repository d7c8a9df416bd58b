import { Module } from '@nestjs/common';
import { JobModule } from '../job/job.module';
import { CallbackTokenController } from './callback-token.controller';
import { ExternalJobController } from './external-job.controller';
import { PipelineCallbackController } from './pipeline-callback.controller';
import { PipelineCallbackService } from './pipeline-callback.service';
import { ProjectCallbackController } from './project-callback.controller';

/** External jobs, and the endpoint through which they end. */
@Module({
  imports: [JobModule],
  controllers: [ExternalJobController, CallbackTokenController, PipelineCallbackController, ProjectCallbackController],
  providers: [PipelineCallbackService],
})
export class ExternalJobModule {}
