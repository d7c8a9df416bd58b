import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { StageResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { PathId } from '../http/input/path-id.decorator';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { StageService } from './stage.service';

/** Stages of a pipeline; GitLab shows them in its pages only. */
@ApiTags('Stages')
@PathParameter('id')
@PathParameter('pipeline_id')
@Requires('read')
@Controller('api/v4/projects/:id/pipelines/:pipeline_id/stages')
export class StageController {
  constructor(private readonly stages: StageService) {}

  @Get()
  @Operation({
    summary: 'Stages of the pipeline in order',
    answers: 'Stage',
    list: true,
    errors: ['project_not_found', 'pipeline_not_found'],
  })
  list(
    @Project() project: ProjectRow,
    @PathId('pipeline_id') pipelineId: number,
    @Caller() { origin }: Requester,
  ): Promise<readonly StageResponse[]> {
    return this.stages.list({ project, origin }, pipelineId);
  }
}
