import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ExternalJobResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { Page } from '../http/page/page';
import { JobListQueryDto } from '../job/job-list.dto';
import { JobReader } from '../job/job-reader';
import { toExternalJob } from '../job/job-responses';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';

/** Jobs whose work happens outside. */
@ApiTags('External jobs')
@PathParameter('id')
@PathParameter('pipeline_id')
@Requires('read')
@Controller('api/v4/projects/:id/pipelines/:pipeline_id/external_jobs')
export class ExternalJobController {
  constructor(private readonly reader: JobReader) {}

  @Get()
  @Operation({
    summary: 'External jobs of the pipeline, newest first, with what they wait for',
    answers: 'ExternalJob',
    list: true,
    errors: ['project_not_found', 'pipeline_not_found'],
  })
  list(
    @Project() project: ProjectRow,
    @PathId('pipeline_id') pipelineId: number,
    @Query() query: JobListQueryDto,
    @Caller() { origin }: Requester,
  ): Promise<Page<ExternalJobResponse>> {
    return this.reader.listOfPipeline({ project, origin }, pipelineId, 'external_jobs', query, toExternalJob);
  }
}
