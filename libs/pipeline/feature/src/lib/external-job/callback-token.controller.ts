import { Controller, Header, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CallbackTokenResponse } from '@holdpoint/pipeline-contract';
import { JobTokens, type ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { callbackUrl } from '../hooks/hook-payload';
import { ApiError } from '../http/error/api-error';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { PathId } from '../http/input/path-id.decorator';
import { ExternalAddress } from '../http/server/external-address';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';

/** Tokens for whoever does the work that one job waits for. */
@ApiTags('External jobs')
@PathParameter('id')
@PathParameter('job_id')
@Requires('develop')
@Controller('api/v4/projects/:id/jobs/:job_id/callback_token')
export class CallbackTokenController {
  constructor(
    private readonly tokens: JobTokens,
    private readonly address: ExternalAddress,
  ) {}

  @Post()
  @Header('cache-control', 'no-store')
  @Operation({
    summary: 'The token by which another system reports on the latest attempt of an external job',
    description: 'It stands for that attempt alone: after a retry, what is sent with it is `superseded`.',
    status: 201,
    answers: 'CallbackToken',
    errors: ['project_not_found', 'job_not_found'],
  })
  async create(
    @Project() project: ProjectRow,
    @PathId('job_id') jobId: number,
    @Caller() { origin }: Requester,
  ): Promise<CallbackTokenResponse> {
    const derived = await this.tokens.deriveLatest(project.id, jobId);
    if (!derived) throw new ApiError('job_not_found');
    const { token, jobId: latestId, attempt } = derived;
    return { token, job_id: latestId, attempt, callback_url: callbackUrl(this.address.orElse(origin), project.id) };
  }
}
