import { Injectable } from '@nestjs/common';
import { ReportCallback } from '@holdpoint/pipeline-application';
import { refusalError } from '../core/refusals';
import { answerOf, type CallbackAnswer } from './callback-answer';
import { ApiError } from '../http/error/api-error';
import { toInbound, type CallbackCaller } from './callback-report';
import type { PipelineCallbackDto } from './pipeline-callback.dto';

/** Takes reports about external work. */
@Injectable()
export class PipelineCallbackService {
  constructor(private readonly reportCallback: ReportCallback) {}

  async report(caller: CallbackCaller, input: PipelineCallbackDto): Promise<CallbackAnswer> {
    const reported = await this.reportCallback.execute(toInbound(caller, ofTokensJob(caller, input)));
    if (!reported.ok) throw refusalError(reported.error);
    return answerOf(reported.value);
  }
}

/** A token of a job names that job, in its own project alone; whoever names another beside it has mixed two up. */
function ofTokensJob({ projectId, job }: CallbackCaller, input: PipelineCallbackDto): PipelineCallbackDto {
  if (!job) return input;
  if (job.projectId !== projectId) throw new ApiError('project_not_found');
  if (input.job_id === undefined || input.job_id === job.jobId) return { ...input, job_id: job.jobId };
  throw new ApiError('parameters_invalid', { problems: ['job_id is not the job that the token stands for'] });
}
