import { Injectable } from '@nestjs/common';
import type { Result } from '@holdpoint/kernel';
import {
  ReportCallback,
  ReportEvent,
  type CallbackRefusal,
  type InboundCallback,
  type ReportedCallback,
} from '@holdpoint/pipeline-application';
import { refusalError } from '../core/refusals';
import { answerOf, type CallbackAnswer } from './callback-answer';
import { CallbackLedgerService } from './callback-ledger.service';
import { toInbound, toReplay, toReplayedEvent, type CallbackCaller } from './callback-report';
import { ApiError } from '../http/error/api-error';
import type { PipelineCallbackDto } from './pipeline-callback.dto';

/** Takes reports about external work, from outside and out of the ledger. */
@Injectable()
export class PipelineCallbackService {
  constructor(
    private readonly reportCallback: ReportCallback,
    private readonly reportEvent: ReportEvent,
    private readonly ledger: CallbackLedgerService,
  ) {}

  report(caller: CallbackCaller, input: PipelineCallbackDto): Promise<CallbackAnswer> {
    return this.take(toInbound(caller, ofTokensJob(caller, input)));
  }

  /** Takes a stored report once more, as one of whoever asks for it. */
  async replay(projectId: number, callbackId: string, actor: string): Promise<CallbackAnswer> {
    const { callback } = await this.ledger.find(projectId, callbackId);
    if (callback.event === null) return this.take(toReplay(callback, actor));
    return answered(await this.reportEvent.execute(toReplayedEvent(callback, callback.event)));
  }

  private async take(inbound: InboundCallback): Promise<CallbackAnswer> {
    return answered(await this.reportCallback.execute(inbound));
  }
}

function answered(reported: Result<ReportedCallback, CallbackRefusal>): CallbackAnswer {
  if (!reported.ok) throw refusalError(reported.error);
  return answerOf(reported.value);
}

/** A token of a job names that job, in its own project alone; whoever names another beside it has mixed two up. */
function ofTokensJob({ projectId, job }: CallbackCaller, input: PipelineCallbackDto): PipelineCallbackDto {
  if (!job) return input;
  if (job.projectId !== projectId) throw new ApiError('project_not_found');
  if (input.job_id === undefined || input.job_id === job.jobId) return { ...input, job_id: job.jobId };
  throw new ApiError('parameters_invalid', { problems: ['job_id is not the job that the token stands for'] });
}
