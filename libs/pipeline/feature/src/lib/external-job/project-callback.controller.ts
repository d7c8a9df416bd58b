import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import { CallbackQueries, type ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import type { Page } from '../http/page/page';
import { PageQueryDto } from '../http/page/page-query.dto';
import { pageRequest, toPage } from '../http/page/to-page';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { toProjectCallback } from './project-callback-response';

/** The ledger of callbacks, where those show too that no job knows of. */
@ApiTags('External jobs')
@PathParameter('id')
@Requires('read')
@Controller('api/v4/projects/:id/callbacks')
export class ProjectCallbackController {
  constructor(private readonly callbacks: CallbackQueries) {}

  @Get()
  @Operation({
    summary: 'Every callback of the project with what it did, newest first',
    answers: 'ProjectCallback',
    list: true,
    errors: ['project_not_found'],
  })
  async list(@Project() project: ProjectRow, @Query() query: PageQueryDto): Promise<Page<ProjectCallbackResponse>> {
    return toPage(await this.callbacks.listByProject(project.id, pageRequest(query)), query, toProjectCallback);
  }
}
