import { Controller, Headers, Post, Res } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { CallbackResponse } from '@holdpoint/pipeline-contract';
import type { Principal } from '@holdpoint/pipeline-domain';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import type { FastifyReply } from 'fastify';
import { Requires } from '../auth/requires.decorator';
import { TakesJobToken } from '../auth/takes-job-token.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import type { CallbackCaller } from './callback-report';
import { TakesIdempotencyKey } from './idempotency';
import { PipelineCallbackDto } from './pipeline-callback.dto';
import { PipelineCallbackService } from './pipeline-callback.service';

/** Where other systems report on the work that external jobs wait for. */
@ApiTags('External jobs')
@PathParameter('id')
@Requires('develop')
@Controller('api/v4/projects/:id/pipeline_callback')
export class PipelineCallbackController {
  constructor(private readonly callbacks: PipelineCallbackService) {}

  @Post()
  @TakesJobToken()
  @ApiBody({ type: PipelineCallbackDto })
  @TakesIdempotencyKey()
  @Operation({
    summary: 'Report how external work has ended',
    description: [
      'Every report gets a verdict. 200: `accepted`, `progress`, `duplicate`, `ignored`; 202: `parked` (it came before',
      'its job waited and is applied when it does), `unmatched`; 404: `unmatched` because the pipeline_id or job_id does',
      'not exist; 409: `conflict`, `late`, `superseded`. All keys that are given must agree. With several matches the',
      'most successful verdict decides. Answered when everything is committed; safe to repeat, and with an',
      '`Idempotency-Key` answered as the first time. The token of a job (`callback_token`, or from a hook) names the job',
      'by itself and opens nothing else.',
    ].join('\n'),
    answers: 'Callback',
    also: [202, 404, 409],
    errors: ['project_not_found', 'idempotency_in_progress', 'idempotency_key_reused', 'rate_limited'],
  })
  async report(
    @Project() project: ProjectRow,
    @Input() input: PipelineCallbackDto,
    @Caller() { principal }: Requester,
    @Headers('Idempotency-Key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CallbackResponse> {
    const { status, body } = await this.callbacks.report(
      callerOf(project.id, principal, idempotencyKey),
      input,
    );
    reply.code(status);
    return body;
  }
}

const callerOf = (projectId: number, principal: Principal, idempotencyKey: string | undefined): CallbackCaller => ({
  projectId,
  actor: principal.username,
  job: principal.type === 'job' ? principal : undefined,
  idempotencyKey: idempotencyKey ?? null,
});
