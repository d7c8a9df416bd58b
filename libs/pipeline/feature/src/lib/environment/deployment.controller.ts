import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DeploymentResponse } from '@holdpoint/pipeline-contract';
import { Requires } from '../auth/requires.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { Page } from '../http/page/page';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import type { View } from '../view/view';
import { Viewed } from '../view/viewed.decorator';
import { DeploymentService } from './deployment.service';
import { DeploymentListQueryDto } from './environment.dto';

/** What jobs have deployed to environments. */
@ApiTags('Environments')
@PathParameter('id')
@Requires('read')
@Controller('api/v4/projects/:id/deployments')
export class DeploymentController {
  constructor(private readonly deployments: DeploymentService) {}

  @Get()
  @Operation({ summary: 'Deployments, oldest first', answers: 'Deployment', list: true, errors: ['project_not_found'] })
  list(@Viewed() view: View, @Query() query: DeploymentListQueryDto): Promise<Page<DeploymentResponse>> {
    return this.deployments.list(view, query);
  }

  @Get(':deployment_id')
  @PathParameter('deployment_id')
  @Operation({ summary: 'A deployment', answers: 'Deployment', errors: ['project_not_found', 'deployment_not_found'] })
  get(@Viewed() view: View, @PathId('deployment_id') id: number): Promise<DeploymentResponse> {
    return this.deployments.get(view, id);
  }
}
