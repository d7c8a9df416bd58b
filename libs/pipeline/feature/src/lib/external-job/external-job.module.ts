import { Module } from '@nestjs/common';
import { JobModule } from '../job/job.module';
import { CallbackLedgerService } from './callback-ledger.service';
import { ExternalJobController } from './external-job.controller';
import { PipelineCallbackController } from './pipeline-callback.controller';
import { PipelineCallbackService } from './pipeline-callback.service';
import { ProjectCallbackController } from './project-callback.controller';

/** External jobs, and the endpoint through which they end. */
@Module({
  imports: [JobModule],
  controllers: [ExternalJobController, PipelineCallbackController, ProjectCallbackController],
  providers: [CallbackLedgerService, PipelineCallbackService],
})
export class ExternalJobModule {}
