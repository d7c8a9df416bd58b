import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { WaitingResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../../auth/requires.decorator';
import { Caller, type Requester } from '../../http/input/caller.decorator';
import { PathId } from '../../http/input/path-id.decorator';
import { Operation, PathParameter } from '../../openapi/operation.decorator';
import { Project } from '../../project/project.decorator';
import { MISSING_MAX } from './waiting-words';
import { WaitingService } from './waiting.service';

/** Why a job still waits. */
@ApiTags('External jobs')
@PathParameter('id')
@PathParameter('job_id')
@Requires('read')
@Controller('api/v4/projects/:id/jobs/:job_id/waiting')
export class WaitingController {
  constructor(private readonly waiting: WaitingService) {}

  @Get()
  @Operation({
    summary: 'What the job waits for, until when, and which callbacks nearly were it; or why it does not wait',
    description: `Of the jobs that have to come to an end first, \`missing\` lists ${MISSING_MAX} at most; \`summary\` says how many more there are.`,
    answers: 'Waiting',
    errors: ['project_not_found', 'job_not_found'],
  })
  get(
    @Project() project: ProjectRow,
    @PathId('job_id') jobId: number,
    @Caller() { origin }: Requester,
  ): Promise<WaitingResponse> {
    return this.waiting.explain({ project, origin }, jobId);
  }
}
