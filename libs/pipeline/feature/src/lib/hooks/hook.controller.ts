import { Controller, Delete, Get, Header, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { ExternalHookResponse, NewExternalHookResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { Input } from '../http/input/input.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { Page } from '../http/page/page';
import { PageQueryDto } from '../http/page/page-query.dto';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { CreateHookDto, HookSecretDto, UpdateHookDto } from './hook.dto';
import { HookService } from './hook.service';

const WITH_SECRET = 'The secret is shown in this answer and never again. Messages are signed as Standard Webhooks says.';

/** Hooks that tell other systems of external jobs. */
@ApiTags('External hooks')
@PathParameter('id')
@Requires('maintain')
@Controller('api/v4/projects/:id/external_hooks')
export class HookController {
  constructor(private readonly hooks: HookService) {}

  @Get()
  @Operation({ summary: 'Hooks of the project, oldest first', answers: 'ExternalHook', list: true, errors: ['project_not_found'] })
  list(@Project() project: ProjectRow, @Query() query: PageQueryDto): Promise<Page<ExternalHookResponse>> {
    return this.hooks.list(project.id, query);
  }

  @Post()
  @Header('cache-control', 'no-store')
  @ApiBody({ type: CreateHookDto })
  @Operation({
    summary: 'Make a hook',
    description: WITH_SECRET,
    status: 201,
    answers: 'NewExternalHook',
    errors: ['project_not_found', 'hook_url_blocked', 'hook_limit_reached'],
  })
  create(@Project() project: ProjectRow, @Input() input: CreateHookDto): Promise<NewExternalHookResponse> {
    return this.hooks.create(project.id, input);
  }

  @Get(':hook_id')
  @PathParameter('hook_id')
  @Operation({ summary: 'A hook', answers: 'ExternalHook', errors: ['project_not_found', 'hook_not_found'] })
  get(@Project() project: ProjectRow, @PathId('hook_id') hookId: number): Promise<ExternalHookResponse> {
    return this.hooks.get(project.id, hookId);
  }

  @Put(':hook_id')
  @PathParameter('hook_id')
  @ApiBody({ type: UpdateHookDto })
  @Operation({
    summary: 'Change a hook',
    description: 'What waits to be sent goes to the new address.',
    answers: 'ExternalHook',
    errors: ['project_not_found', 'hook_not_found', 'hook_url_blocked'],
  })
  update(
    @Project() project: ProjectRow,
    @PathId('hook_id') hookId: number,
    @Input() input: UpdateHookDto,
  ): Promise<ExternalHookResponse> {
    return this.hooks.update(project.id, hookId, input);
  }

  @Delete(':hook_id')
  @PathParameter('hook_id')
  @Operation({
    summary: 'Remove a hook with all that was sent to it',
    status: 204,
    answers: 'nothing',
    errors: ['project_not_found', 'hook_not_found'],
  })
  delete(@Project() project: ProjectRow, @PathId('hook_id') hookId: number): Promise<void> {
    return this.hooks.delete(project.id, hookId);
  }

  @Post(':hook_id/rotate_secret')
  @Header('cache-control', 'no-store')
  @PathParameter('hook_id')
  @ApiBody({ type: HookSecretDto })
  @Operation({
    summary: 'Give a hook a new secret',
    description:
      'For a day both secrets sign every message, so that no receiver misses one. One old secret is kept: a second rotation ' +
      `within that day ends the one before the last at once. ${WITH_SECRET}`,
    status: 201,
    answers: 'NewExternalHook',
    errors: ['project_not_found', 'hook_not_found'],
  })
  rotateSecret(
    @Project() project: ProjectRow,
    @PathId('hook_id') hookId: number,
    @Input() input: HookSecretDto,
  ): Promise<NewExternalHookResponse> {
    return this.hooks.rotateSecret(project.id, hookId, input);
  }
}
