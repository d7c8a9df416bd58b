import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { BridgeResponse } from '@holdpoint/pipeline-contract';
import { Requires } from '../auth/requires.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { Page } from '../http/page/page';
import { JobListQueryDto } from '../job/job-list.dto';
import { JobReader } from '../job/job-reader';
import { toBridge } from '../job/job-responses';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import type { View } from '../view/view';
import { Viewed } from '../view/viewed.decorator';

/** Jobs that trigger pipelines. */
@ApiTags('Bridges')
@PathParameter('id')
@PathParameter('pipeline_id')
@Requires('read')
@Controller('api/v4/projects/:id/pipelines/:pipeline_id/bridges')
export class BridgeController {
  constructor(private readonly reader: JobReader) {}

  @Get()
  @Operation({
    summary: 'Bridges of the pipeline, newest first',
    answers: 'Bridge',
    list: true,
    errors: ['project_not_found', 'pipeline_not_found'],
  })
  list(
    @Viewed() view: View,
    @PathId('pipeline_id') pipelineId: number,
    @Query() query: JobListQueryDto,
  ): Promise<Page<BridgeResponse>> {
    return this.reader.listOfPipeline(view, pipelineId, 'bridges', query, toBridge);
  }
}
