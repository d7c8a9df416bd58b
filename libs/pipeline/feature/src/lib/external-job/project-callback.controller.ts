import { Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { CallbackResponse, ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import type { FastifyReply } from 'fastify';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { CallbackListQueryDto } from './callback-list.dto';
import { CallbackLedgerService, type CallbackListPage } from './callback-ledger.service';
import { TakesIdempotencyKey } from './idempotency';
import { PipelineCallbackService } from './pipeline-callback.service';
import { toProjectCallback } from './project-callback-response';
import { ReplayDto } from './replay.dto';

/** The ledger of callbacks, where those show too that no job knows of. */
@ApiTags('External jobs')
@PathParameter('id')
@Requires('read')
@Controller('api/v4/projects/:id/callbacks')
export class ProjectCallbackController {
  constructor(
    private readonly ledger: CallbackLedgerService,
    private readonly callbacks: PipelineCallbackService,
  ) {}

  @Get()
  @Operation({
    summary: 'Callbacks of the project with what they did, newest first',
    description: [
      'Not counted: the headers have no totals and no link to the last page. With `pagination=keyset` every part costs',
      'the same; filtered by `verdict`, `actor` or `provider` a part may then be short: the list ends where there is no',
      '`Link` with `rel="next"`.',
    ].join('\n'),
    answers: 'ProjectCallback',
    list: true,
    errors: ['project_not_found'],
  })
  list(@Project() project: ProjectRow, @Query() query: CallbackListQueryDto): Promise<CallbackListPage> {
    return this.ledger.list(project.id, query);
  }

  @Get(':callback_id')
  @PathParameter('callback_id')
  @Operation({
    summary: 'A callback with what it did',
    answers: 'ProjectCallback',
    errors: ['project_not_found', 'callback_not_found'],
  })
  async get(@Project() project: ProjectRow, @Param('callback_id') callbackId: string): Promise<ProjectCallbackResponse> {
    return toProjectCallback(await this.ledger.find(project.id, callbackId));
  }

  @Requires('maintain')
  @Post(':callback_id/replay')
  @PathParameter('callback_id')
  @ApiBody({ type: ReplayDto })
  @TakesIdempotencyKey()
  @Operation({
    summary: 'Send a stored callback anew: a report as the caller, an event as its receiver',
    description: [
      'Judged as it would be if it came in now, and kept as a callback of its own with `replay_of`. An event counts for the',
      'receiver that it once came in by, which is then its `actor` (`receiver:NAME`); a report has the caller for its `actor`.',
    ].join('\n'),
    answers: 'Callback',
    also: [202, 404, 409],
    errors: ['project_not_found', 'callback_not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  })
  async replay(
    @Project() project: ProjectRow,
    @Param('callback_id') callbackId: string,
    @Input() { dry_run: dryRun = false }: ReplayDto,
    @Caller() { username: actor }: Requester,
    @Headers('Idempotency-Key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CallbackResponse> {
    const { status, body } = await this.callbacks.replay(project.id, callbackId, { actor, dryRun, idempotencyKey: idempotencyKey ?? null });
    reply.code(status);
    return body;
  }
}
