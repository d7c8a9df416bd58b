import { Injectable } from '@nestjs/common';
import { ReportCallback } from '@holdpoint/pipeline-application';
import { refusalError } from '../core/refusals';
import { answerOf, missingAnswer, type CallbackAnswer } from './callback-answer';
import { toReport } from './callback-report';
import type { PipelineCallbackDto } from './pipeline-callback.dto';

/** Takes reports about external work. */
@Injectable()
export class PipelineCallbackService {
  constructor(private readonly reportCallback: ReportCallback) {}

  async report(projectId: number, actor: string, input: PipelineCallbackDto): Promise<CallbackAnswer> {
    const report = toReport(projectId, actor, input);
    const reported = await this.reportCallback.execute(report);
    if (reported.ok) return answerOf(reported.value, report.jobName);
    const { error } = reported;
    if (error === 'pipeline_not_found' || error === 'job_not_found') return missingAnswer(error);
    throw refusalError(error);
  }
}
