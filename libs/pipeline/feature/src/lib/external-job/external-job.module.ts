import { Module } from '@nestjs/common';
import { JobModule } from '../job/job.module';
import { CallbackLedgerService } from './callback-ledger.service';
import { CallbackTokenController } from './callback-token.controller';
import { ExternalJobController } from './external-job.controller';
import { PipelineCallbackController } from './pipeline-callback.controller';
import { PipelineCallbackService } from './pipeline-callback.service';
import { ProjectCallbackController } from './project-callback.controller';
import { ReceivingRoutes } from './refused/receiving-routes';
import { RefusedCallController } from './refused/refused-call.controller';
import { RefusedCallObserver } from './refused/refused-call-observer';
import { RefusedCalls } from './refused/refused-calls';
import { StrangerLimit } from './refused/stranger-limit';
import { WaitingController } from './waiting/waiting.controller';
import { WaitingService } from './waiting/waiting.service';

/** External jobs, and the endpoint through which they end. */
@Module({
  imports: [JobModule],
  controllers: [
    CallbackTokenController,
    ExternalJobController,
    PipelineCallbackController,
    ProjectCallbackController,
    RefusedCallController,
    WaitingController,
  ],
  providers: [CallbackLedgerService, PipelineCallbackService, ReceivingRoutes, RefusedCallObserver, RefusedCalls, StrangerLimit, WaitingService],
  exports: [ReceivingRoutes, RefusedCalls],
})
export class ExternalJobModule {}
