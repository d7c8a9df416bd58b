import { Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type {
  HistoryEntryResponse,
  PipelineResponse,
  PipelineSummaryResponse,
  PipelineVariableResponse,
} from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { Page } from '../http/page/page';
import { PageQueryDto } from '../http/page/page-query.dto';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { CreatePipelineDto, RefQueryDto } from './create-pipeline.dto';
import { PipelineListQueryDto } from './pipeline-list.dto';
import { PipelineMetadataDto } from './pipeline-metadata.dto';
import { PipelineService } from './pipeline.service';

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
      'pipeline_filtered',
    ],
  })
  create(
    @Project() project: ProjectRow,
    @Input() input: CreatePipelineDto,
    @Caller() { username, origin, principal }: Requester,
  ): Promise<PipelineResponse> {
    return this.pipelines.create({ project, origin, principal }, input, username);
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
    @Project() project: ProjectRow,
    @Query() query: PipelineListQueryDto,
    @Caller() { origin, principal }: Requester,
  ): Promise<Page<PipelineSummaryResponse>> {
    return this.pipelines.list({ project, origin, principal }, query);
  }

  @Requires('read')
  @Get('pipelines/latest')
  @Operation({
    summary: 'The newest pipeline of the head of a branch',
    answers: 'Pipeline',
    errors: ['project_not_found', 'pipeline_missing'],
  })
  latest(
    @Project() project: ProjectRow,
    @Query() query: RefQueryDto,
    @Caller() { origin, principal }: Requester,
  ): Promise<PipelineResponse> {
    return this.pipelines.latest({ project, origin, principal }, query.ref);
  }

  @Requires('read')
  @Get('pipelines/:pipeline_id')
  @PathParameter('pipeline_id')
  @Operation({ summary: 'A pipeline', answers: 'Pipeline', errors: ['project_not_found', 'pipeline_not_found'] })
  get(
    @Project() project: ProjectRow,
    @PathId('pipeline_id') id: number,
    @Caller() { origin, principal }: Requester,
  ): Promise<PipelineResponse> {
    return this.pipelines.get({ project, origin, principal }, id);
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
    @Project() project: ProjectRow,
    @PathId('pipeline_id') id: number,
    @Caller() { username, origin, principal }: Requester,
  ): Promise<void> {
    return this.pipelines.delete({ project, origin, principal }, id, username);
  }

  @Requires('develop')
  @Put('pipelines/:pipeline_id/metadata')
  @PathParameter('pipeline_id')
  @ApiBody({ type: PipelineMetadataDto })
  @Operation({ summary: 'Name a pipeline', answers: 'Pipeline', errors: ['project_not_found', 'pipeline_not_found'] })
  rename(
    @Project() project: ProjectRow,
    @PathId('pipeline_id') id: number,
    @Input() { name }: PipelineMetadataDto,
    @Caller() { origin, principal }: Requester,
  ): Promise<PipelineResponse> {
    return this.pipelines.rename({ project, origin, principal }, id, name);
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
    @Project() project: ProjectRow,
    @PathId('pipeline_id') id: number,
    @Caller() { origin, principal }: Requester,
  ): Promise<readonly PipelineVariableResponse[]> {
    return this.pipelines.variables({ project, origin, principal }, id);
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
    @Project() project: ProjectRow,
    @PathId('pipeline_id') id: number,
    @Query() query: PageQueryDto,
    @Caller() { origin, principal }: Requester,
  ): Promise<Page<HistoryEntryResponse>> {
    return this.pipelines.history({ project, origin, principal }, id, query);
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
    @Project() project: ProjectRow,
    @PathId('pipeline_id') id: number,
    @Caller() { username, origin, principal }: Requester,
  ): Promise<PipelineResponse> {
    return this.pipelines.cancel({ project, origin, principal }, id, username);
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
    @Project() project: ProjectRow,
    @PathId('pipeline_id') id: number,
    @Caller() { username, origin, principal }: Requester,
  ): Promise<PipelineResponse> {
    return this.pipelines.retry({ project, origin, principal }, id, username);
  }
}
