import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HookDeliveryResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { KeysetPage } from '../http/page/keyset-page';
import { KeysetQueryDto } from '../http/page/keyset-query.dto';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { HookDeliveryService } from './hook-delivery.service';

/** What was sent to hooks. */
@ApiTags('External hooks')
@PathParameter('id')
@PathParameter('hook_id')
@Requires('maintain')
@Controller('api/v4/projects/:id/external_hooks/:hook_id/deliveries')
export class HookDeliveryController {
  constructor(private readonly deliveries: HookDeliveryService) {}

  @Get()
  @Operation({
    summary: 'What was sent to the hook, newest first',
    description: 'Read by keyset whether or not that is asked for: follow the `Link` with `rel="next"`.',
    answers: 'HookDelivery',
    list: true,
    errors: ['project_not_found', 'hook_not_found'],
  })
  list(
    @Project() project: ProjectRow,
    @PathId('hook_id') hookId: number,
    @Query() query: KeysetQueryDto,
  ): Promise<KeysetPage<HookDeliveryResponse>> {
    return this.deliveries.list(project.id, hookId, query);
  }

  @Post(':delivery_id/redeliver')
  @PathParameter('delivery_id')
  @Operation({
    summary: 'Send it again now, under the same webhook-id',
    description: 'It keeps its `delivered_at`, if it has one, until it arrives again. A hook that is disabled is sent nothing.',
    status: 201,
    answers: 'HookDelivery',
    errors: ['project_not_found', 'hook_not_found', 'hook_delivery_not_found', 'hook_disabled'],
  })
  redeliver(
    @Project() project: ProjectRow,
    @PathId('hook_id') hookId: number,
    @PathId('delivery_id') deliveryId: number,
  ): Promise<HookDeliveryResponse> {
    return this.deliveries.redeliver(project.id, hookId, deliveryId);
  }
}
