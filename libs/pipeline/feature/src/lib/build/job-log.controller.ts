import { Controller, Get, Header, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { ApiError } from '../http/error/api-error';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { PathId } from '../http/input/path-id.decorator';
import { JobReader } from '../job/job-reader';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';

/** The logs of jobs, for clients that ask for them: nothing here writes any. */
@ApiTags('Jobs')
@PathParameter('id')
@PathParameter('job_id')
@Controller('api/v4/projects/:id/jobs/:job_id')
export class JobLogController {
  constructor(private readonly reader: JobReader) {}

  @Requires('read')
  @Get('trace')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Operation({ summary: 'The log of a job, which is empty', answers: 'text', errors: ['project_not_found', 'job_not_found'] })
  async read(@Project() project: ProjectRow, @PathId('job_id') jobId: number, @Caller() { origin }: Requester): Promise<string> {
    await this.reader.find({ project, origin }, jobId);
    return '';
  }

  @Requires('develop')
  @Post('erase')
  @Operation({
    summary: 'Erase the log and the artifacts of a job, which has none',
    description: 'Always refused, as GitLab refuses it for a job with nothing to erase.',
    status: 201,
    answers: 'Job',
    errors: ['project_not_found', 'job_not_found', 'job_not_erasable'],
  })
  async erase(@Project() project: ProjectRow, @PathId('job_id') jobId: number, @Caller() { origin }: Requester): Promise<never> {
    await this.reader.find({ project, origin }, jobId);
    throw new ApiError('job_not_erasable');
  }
}
