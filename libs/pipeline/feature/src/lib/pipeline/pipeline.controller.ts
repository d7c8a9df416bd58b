import { Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type {
  HistoryEntryResponse,
  PipelineResponse,
  PipelineSummaryResponse,
  PipelineVariableResponse,
} from '@holdpoint/pipeline-contract';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { Page } from '../http/page/page';
import { PageQueryDto } from '../http/page/page-query.dto';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { CreatePipelineDto, RefQueryDto } from './create-pipeline.dto';
import { PipelineListQueryDto } from './pipeline-list.dto';
import { PipelineMetadataDto } from './pipeline-metadata.dto';
import { PipelineService } from './pipeline.service';
import type { View } from '../view/view';
import { Viewed } from '../view/viewed.decorator';

/** Pipelines. */
@ApiTags('Pipelines')
@PathParameter('id')
@Controller('api/v4/projects/:id')
export class PipelineController {
  constructor(private readonly pipelines: PipelineService) {}

  @Requires('develop')
  @Post('pipeline')
  @ApiBody({ type: CreatePipelineDto })
  @Operation({
    summary: 'Make a pipeline for the head of a branch, and start it',
    status: 201,
    answers: 'Pipeline',
    errors: [
      'project_not_found',
      'variables_duplicate',
      'reference_not_found',
      'config_missing',
      'config_invalid',
      'config_unread',
      'pipeline_filtered',
    ],
  })
  create(
    @Viewed() view: View,
    @Input() input: CreatePipelineDto,
    @Caller() { username }: Requester,
  ): Promise<PipelineResponse> {
    return this.pipelines.create(view, input, username);
  }

  @Requires('read')
  @Get('pipelines')
  @Operation({
    summary: 'Pipelines of the project',
    answers: 'PipelineSummary',
    list: true,
    errors: ['project_not_found'],
  })
  list(
    @Viewed() view: View,
    @Query() query: PipelineListQueryDto,
  ): Promise<Page<PipelineSummaryResponse>> {
    return this.pipelines.list(view, query);
  }

  @Requires('read')
  @Get('pipelines/latest')
  @Operation({
    summary: 'The newest pipeline of the head of a branch',
    answers: 'Pipeline',
    errors: ['project_not_found', 'pipeline_missing'],
  })
  latest(
    @Viewed() view: View,
    @Query() query: RefQueryDto,
  ): Promise<PipelineResponse> {
    return this.pipelines.latest(view, query.ref);
  }

  @Requires('read')
  @Get('pipelines/:pipeline_id')
  @PathParameter('pipeline_id')
  @Operation({ summary: 'A pipeline', answers: 'Pipeline', errors: ['project_not_found', 'pipeline_not_found'] })
  get(
    @Viewed() view: View,
    @PathId('pipeline_id') id: number,
  ): Promise<PipelineResponse> {
    return this.pipelines.get(view, id);
  }

  @Requires('own')
  @Delete('pipelines/:pipeline_id')
  @PathParameter('pipeline_id')
  @Operation({
    summary: 'Delete a pipeline with its jobs and its history',
    description: 'Jobs that are under way are canceled first, those of its child pipelines too. If the pipeline had already ended, its children keep running. Child pipelines and the callback ledger are kept.',
    status: 204,
    answers: 'nothing',
    errors: ['project_not_found', 'pipeline_not_found', 'pipeline_not_ended'],
  })
  delete(
    @Viewed() view: View,
    @PathId('pipeline_id') id: number,
    @Caller() { username }: Requester,
  ): Promise<void> {
    return this.pipelines.delete(view, id, username);
  }

  @Requires('develop')
  @Put('pipelines/:pipeline_id/metadata')
  @PathParameter('pipeline_id')
  @ApiBody({ type: PipelineMetadataDto })
  @Operation({ summary: 'Name a pipeline', answers: 'Pipeline', errors: ['project_not_found', 'pipeline_not_found'] })
  rename(
    @Viewed() view: View,
    @PathId('pipeline_id') id: number,
    @Input() { name }: PipelineMetadataDto,
  ): Promise<PipelineResponse> {
    return this.pipelines.rename(view, id, name);
  }

  @Requires('develop')
  @Get('pipelines/:pipeline_id/variables')
  @PathParameter('pipeline_id')
  @Operation({
    summary: 'Variables that were given with the pipeline',
    answers: 'PipelineVariable',
    list: true,
    errors: ['project_not_found', 'pipeline_not_found'],
  })
  variables(
    @Viewed() view: View,
    @PathId('pipeline_id') id: number,
  ): Promise<readonly PipelineVariableResponse[]> {
    return this.pipelines.variables(view, id);
  }

  @Requires('read')
  @Get('pipelines/:pipeline_id/history')
  @PathParameter('pipeline_id')
  @Operation({
    summary: 'Every step of every job, in order',
    answers: 'HistoryEntry',
    list: true,
    errors: ['project_not_found', 'pipeline_not_found'],
  })
  history(
    @Viewed() view: View,
    @PathId('pipeline_id') id: number,
    @Query() query: PageQueryDto,
  ): Promise<Page<HistoryEntryResponse>> {
    return this.pipelines.history(view, id, query);
  }

  @Requires('develop')
  @Post('pipelines/:pipeline_id/cancel')
  @PathParameter('pipeline_id')
  @Operation({
    summary: 'Cancel every job that can be canceled',
    description: 'Answers 200 with the pipeline even when there is nothing to cancel, as GitLab does.',
    answers: 'Pipeline',
    errors: ['project_not_found', 'pipeline_not_found'],
  })
  cancel(
    @Viewed() view: View,
    @PathId('pipeline_id') id: number,
    @Caller() { username }: Requester,
  ): Promise<PipelineResponse> {
    return this.pipelines.cancel(view, id, username);
  }

  @Requires('develop')
  @Post('pipelines/:pipeline_id/retry')
  @PathParameter('pipeline_id')
  @Operation({
    summary: 'Run failed and canceled jobs again',
    status: 201,
    answers: 'Pipeline',
    errors: ['project_not_found', 'pipeline_not_found'],
  })
  retry(
    @Viewed() view: View,
    @PathId('pipeline_id') id: number,
    @Caller() { username }: Requester,
  ): Promise<PipelineResponse> {
    return this.pipelines.retry(view, id, username);
  }
}
