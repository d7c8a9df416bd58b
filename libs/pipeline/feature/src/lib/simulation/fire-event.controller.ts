import { Controller, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { ActOnPipeline } from '@holdpoint/pipeline-application';
import type { FiredEventResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { refusalError } from '../core/refusals';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { PathId } from '../http/input/path-id.decorator';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { FireEventDto } from './fire-event.dto';

/** Fires any machine event on jobs, through the corridor; there only in a simulation. */
@ApiTags('Simulation')
@PathParameter('id')
@PathParameter('pipeline_id')
@Requires('admin')
@Controller('api/v4/projects/:id/pipelines/:pipeline_id/fire_event')
export class FireEventController {
  constructor(private readonly actOnPipeline: ActOnPipeline) {}

  @Post()
  @ApiBody({ type: FireEventDto })
  @Operation({
    summary: 'Fire an event on jobs by name, all or none of them, or on the pipeline',
    status: 201,
    answers: 'FiredEvent',
    errors: ['project_not_found', 'pipeline_not_found', 'job_not_found', 'job_not_retryable', 'event_illegal'],
  })
  async fire(
    @Project() { id }: ProjectRow,
    @PathId('pipeline_id') pipelineId: number,
    @Input() { event, jobs }: FireEventDto,
    @Caller() { username }: Requester,
  ): Promise<FiredEventResponse> {
    const command = { type: 'fire_event', event, jobNames: jobs ?? null, actor: username } as const;
    const fired = await this.actOnPipeline.execute(id, pipelineId, command);
    if (!fired.ok) throw refusalError(fired.error);
    return { event, job_ids: fired.value };
  }
}
