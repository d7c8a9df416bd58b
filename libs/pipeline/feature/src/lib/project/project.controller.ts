import { Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { ProjectDeletionResponse, ProjectResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import type { Page } from '../http/page/page';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { CreateProjectDto } from './create-project.dto';
import { EditProjectDto } from './edit-project.dto';
import { ProjectListQueryDto } from './project-list.dto';
import { Project } from './project.decorator';
import { toProject } from './project-responses';
import { ProjectService } from './project.service';

/** Projects. */
@ApiTags('Projects')
@Controller('api/v4/projects')
export class ProjectController {
  constructor(private readonly projects: ProjectService) {}

  @Requires('token')
  @Get()
  @Operation({ summary: 'Projects, newest first if not asked otherwise', answers: 'Project', list: true })
  list(@Query() query: ProjectListQueryDto, @Caller() caller: Requester): Promise<Page<ProjectResponse>> {
    return this.projects.list(query, caller);
  }

  @Requires('user')
  @Post()
  @ApiBody({ type: CreateProjectDto })
  @Operation({ summary: 'Make a project', status: 201, answers: 'Project', errors: ['path_taken', 'namespace_invalid'] })
  create(@Input() input: CreateProjectDto, @Caller() caller: Requester): Promise<ProjectResponse> {
    return this.projects.create(input, caller);
  }

  @Requires('see')
  @Get(':id')
  @PathParameter('id')
  @Operation({ summary: 'A project', answers: 'Project', errors: ['project_not_found'] })
  get(@Project() project: ProjectRow, @Caller() { origin }: Requester): ProjectResponse {
    return toProject(project, origin);
  }

  @Requires('maintain')
  @Put(':id')
  @PathParameter('id')
  @ApiBody({ type: EditProjectDto })
  @Operation({ summary: 'Change a project', answers: 'Project', errors: ['project_not_found', 'default_branch_not_found'] })
  update(@Project() project: ProjectRow, @Input() input: EditProjectDto, @Caller() caller: Requester): Promise<ProjectResponse> {
    return this.projects.update(project, input, caller);
  }

  @Requires('own')
  @Delete(':id')
  @PathParameter('id')
  @Operation({
    summary: 'Delete a project',
    description: 'It is not shown any more, and its path is free. Its pipelines are canceled and deleted in the background, as a person would delete each.',
    status: 202,
    answers: 'ProjectDeletion',
    errors: ['project_not_found'],
  })
  delete(@Project() project: ProjectRow, @Caller() caller: Requester): Promise<ProjectDeletionResponse> {
    return this.projects.delete(project, caller);
  }
}
