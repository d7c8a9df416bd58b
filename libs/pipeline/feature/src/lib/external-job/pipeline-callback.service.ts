import { Injectable } from '@nestjs/common';
import type { Result } from '@holdpoint/kernel';
import { OncePerKey, ReportCallback, ReportEvent, type CallbackRefusal, type ReportedCallback } from '@holdpoint/pipeline-application';
import type { CallbackRow } from '@holdpoint/pipeline-persistence';
import { refusalError } from '../core/refusals';
import { answerOf, type CallbackAnswer } from './callback-answer';
import { CallbackLedgerService } from './callback-ledger.service';
import { toInbound, type CallbackCaller } from './callback-report';
import { ApiError } from '../http/error/api-error';
import type { PipelineCallbackDto } from './pipeline-callback.dto';
import { toReplay, toReplayCall, toReplayedEvent, type Replayer } from './replayed-report';

/** Takes reports about external work, from outside and out of the ledger. */
@Injectable()
export class PipelineCallbackService {
  constructor(
    private readonly reportCallback: ReportCallback,
    private readonly reportEvent: ReportEvent,
    private readonly ledger: CallbackLedgerService,
    private readonly oncePerKey: OncePerKey,
  ) {}

  async report(caller: CallbackCaller, input: PipelineCallbackDto): Promise<CallbackAnswer> {
    return answered(await this.reportCallback.execute(toInbound(caller, ofTokensJob(caller, input))));
  }

  /** Takes a stored report once more, as one of whoever asks for it. */
  async replay(projectId: number, callbackId: string, replayer: Replayer): Promise<CallbackAnswer> {
    const { callback } = await this.ledger.find(projectId, callbackId);
    return answered(await this.oncePerKey.execute(toReplayCall(callback, replayer), this.takerOf(callback, replayer)));
  }

  /** Reads it before its key is claimed: one that cannot be read is refused and leaves the key free. */
  private takerOf(callback: CallbackRow, replayer: Replayer): Parameters<OncePerKey['execute']>[1] {
    if (callback.event !== null) {
      const event = toReplayedEvent(callback, callback.event, replayer);
      return (id) => this.reportEvent.execute(event, id);
    }
    const report = toReplay(callback, replayer);
    return (id) => this.reportCallback.execute(report, id);
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
