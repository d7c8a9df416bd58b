import { Injectable } from '@nestjs/common';
import { ReportCallback } from '@holdpoint/pipeline-application';
import { refusalError } from '../core/refusals';
import { answerOf, type CallbackAnswer } from './callback-answer';
import { toInbound, type CallbackCaller } from './callback-report';
import type { PipelineCallbackDto } from './pipeline-callback.dto';

/** Takes reports about external work. */
@Injectable()
export class PipelineCallbackService {
  constructor(private readonly reportCallback: ReportCallback) {}

  async report(caller: CallbackCaller, input: PipelineCallbackDto): Promise<CallbackAnswer> {
    const reported = await this.reportCallback.execute(toInbound(caller, input));
    if (!reported.ok) throw refusalError(reported.error);
    return answerOf(reported.value);
  }
}
