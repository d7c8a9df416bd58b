import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EnvironmentDetailResponse, EnvironmentResponse } from '@holdpoint/pipeline-contract';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { Page } from '../http/page/page';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import type { View } from '../view/view';
import { Viewed } from '../view/viewed.decorator';
import { EnvironmentListQueryDto, StopEnvironmentDto } from './environment.dto';
import { EnvironmentService } from './environment.service';

/** What jobs of a project deploy to. */
@ApiTags('Environments')
@PathParameter('id')
@Controller('api/v4/projects/:id/environments')
export class EnvironmentController {
  constructor(private readonly environments: EnvironmentService) {}

  @Requires('read')
  @Get()
  @Operation({ summary: 'Environments, by name', answers: 'Environment', list: true, errors: ['project_not_found'] })
  list(@Viewed() view: View, @Query() query: EnvironmentListQueryDto): Promise<Page<EnvironmentResponse>> {
    return this.environments.list(view, query);
  }

  @Requires('read')
  @Get(':environment_id')
  @PathParameter('environment_id')
  @Operation({
    summary: 'An environment, with the last deployment to it that has succeeded',
    answers: 'EnvironmentDetail',
    errors: ['project_not_found', 'environment_not_found'],
  })
  get(@Viewed() view: View, @PathId('environment_id') id: number): Promise<EnvironmentDetailResponse> {
    return this.environments.get(view, id);
  }

  @Requires('develop')
  @Post(':environment_id/stop')
  @PathParameter('environment_id')
  @Operation({
    summary: 'Stop an environment',
    description: 'Plays the jobs that `on_stop` names, if they can be played: the environment is stopped once one has succeeded.',
    answers: 'Environment',
    errors: ['project_not_found', 'environment_not_found'],
  })
  stop(
    @Viewed() view: View,
    @PathId('environment_id') id: number,
    @Input() { force }: StopEnvironmentDto,
    @Caller() { username }: Requester,
  ): Promise<EnvironmentResponse> {
    return this.environments.stop(view, id, force ?? false, username);
  }
}
