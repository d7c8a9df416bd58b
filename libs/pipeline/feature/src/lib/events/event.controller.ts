import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { EventScope, ProjectRow } from '@holdpoint/pipeline-persistence';
import type { FastifyReply } from 'fastify';
import { Requires } from '../auth/requires.decorator';
import type { AuthenticatedRequest } from '../http/input/caller.decorator';
import { PathId } from '../http/input/path-id.decorator';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { PipelineReader } from '../pipeline/pipeline-reader';
import { Project } from '../project/project.decorator';
import { EventStreamQueryDto } from './event-stream-query.dto';
import { EventStreams } from './event-streams.service';
import { lastEventIdOf } from './last-event-id';

const STREAM = `A stream of server-sent events that stays open. \`pipeline\` tells what one pass has changed, in the order of
the commits; its id is what to resume from with \`Last-Event-ID\`, at any replica. A stream that resumes nothing begins with
\`ready\`; \`reset\` says that events are missing and what is watched must be read again. A comment every 15 seconds shows
that the stream is alive; the id that comes with it, without data, is as good to resume from. It ends when the token does not hold any more.`;

/** What happens in pipelines, as it happens. */
@ApiTags('Events')
@PathParameter('id')
@ApiHeader({
  name: 'Last-Event-ID',
  required: false,
  description: 'The id after which to resume; clients of streams send it by themselves when they were cut off',
  schema: { type: 'integer', minimum: 0 },
})
@Requires('read')
@Controller('api/v4/projects/:id')
export class EventController {
  constructor(
    private readonly streams: EventStreams,
    private readonly pipelines: PipelineReader,
  ) {}

  @Get('events')
  @Operation({
    summary: 'What happens in the pipelines of the project, live',
    description: STREAM,
    answers: 'PipelineEvent',
    stream: true,
    errors: ['project_not_found', 'streams_exhausted'],
  })
  ofProject(
    @Project() project: ProjectRow,
    @Query() query: EventStreamQueryDto,
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.open({ projectId: project.id, pipelineId: null }, query, request, reply);
  }

  @Get('pipelines/:pipeline_id/events')
  @PathParameter('pipeline_id')
  @Operation({
    summary: 'What happens in a pipeline, live',
    description: STREAM,
    answers: 'PipelineEvent',
    stream: true,
    errors: ['project_not_found', 'pipeline_not_found', 'streams_exhausted'],
  })
  async ofPipeline(
    @Project() project: ProjectRow,
    @PathId('pipeline_id') id: number,
    @Query() query: EventStreamQueryDto,
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.pipelines.find({ project }, id);
    await this.open({ projectId: project.id, pipelineId: id }, query, request, reply);
  }

  private async open(
    scope: EventScope,
    { last_event_id }: EventStreamQueryDto,
    request: AuthenticatedRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const lastEventId = lastEventIdOf(request.headers, last_event_id);
    if (request.method === 'HEAD') await reply.type('text/event-stream').send();
    else await this.streams.open(request, reply, { scope, lastEventId });
  }
}
