import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { HistoryEntryResponse, JobResponse, LedgerEntryResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { Page } from '../http/page/page';
import { PageQueryDto } from '../http/page/page-query.dto';
import { ProjectJobListQueryDto } from '../job/job-list.dto';
import { JobReader, type JobListPage } from '../job/job-reader';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { BuildService } from './build.service';
import { CancelJobDto } from './cancel-job.dto';
import { PlayJobDto } from './play-job.dto';

/** Jobs, whatever their kind: their ids come from one sequence. */
@ApiTags('Jobs')
@PathParameter('id')
@Controller('api/v4/projects/:id/jobs')
export class BuildController {
  constructor(
    private readonly reader: JobReader,
    private readonly builds: BuildService,
  ) {}

  @Requires('read')
  @Get()
  @Operation({
    summary: 'Builds and external jobs of the project, newest first',
    description: 'Not counted: the headers have no totals and no link to the last page. With `pagination=keyset` every part costs the same.',
    answers: 'Job',
    list: true,
    errors: ['project_not_found'],
  })
  list(
    @Project() project: ProjectRow,
    @Query() query: ProjectJobListQueryDto,
    @Caller() { origin, principal }: Requester,
  ): Promise<JobListPage> {
    return this.reader.listOfProject({ project, origin, principal }, query);
  }

  @Requires('read')
  @Get(':job_id')
  @PathParameter('job_id')
  @Operation({ summary: 'A job', answers: 'Job', errors: ['project_not_found', 'job_not_found'] })
  get(
    @Project() project: ProjectRow,
    @PathId('job_id') jobId: number,
    @Caller() { origin, principal }: Requester,
  ): Promise<JobResponse> {
    return this.reader.get({ project, origin, principal }, jobId);
  }

  @Requires('read')
  @Get(':job_id/history')
  @PathParameter('job_id')
  @Operation({
    summary: 'Every step of the job, in order',
    answers: 'HistoryEntry',
    list: true,
    errors: ['project_not_found', 'job_not_found'],
  })
  history(
    @Project() project: ProjectRow,
    @PathId('job_id') jobId: number,
    @Caller() { origin, principal }: Requester,
  ): Promise<readonly HistoryEntryResponse[]> {
    return this.builds.history({ project, origin, principal }, jobId);
  }

  @Requires('read')
  @Get(':job_id/callbacks')
  @PathParameter('job_id')
  @Operation({
    summary: 'Callbacks that concerned the job, oldest first, with what they did',
    answers: 'LedgerEntry',
    list: true,
    errors: ['project_not_found', 'job_not_found'],
  })
  callbacks(
    @Project() project: ProjectRow,
    @PathId('job_id') jobId: number,
    @Query() query: PageQueryDto,
    @Caller() { origin, principal }: Requester,
  ): Promise<Page<LedgerEntryResponse>> {
    return this.builds.listCallbacks({ project, origin, principal }, jobId, query);
  }

  @Requires('develop')
  @Post(':job_id/play')
  @PathParameter('job_id')
  @ApiBody({ type: PlayJobDto })
  @Operation({
    summary: 'Start a manual or delayed job now',
    answers: 'Job',
    errors: ['project_not_found', 'job_not_found', 'job_not_playable'],
  })
  play(
    @Project() project: ProjectRow,
    @PathId('job_id') jobId: number,
    @Input() _input: PlayJobDto,
    @Caller() { username, origin, principal }: Requester,
  ): Promise<JobResponse> {
    return this.builds.play({ project, origin, principal }, jobId, username);
  }

  @Requires('develop')
  @Post(':job_id/cancel')
  @PathParameter('job_id')
  @ApiBody({ type: CancelJobDto })
  @Operation({
    summary: 'Cancel a job',
    description: 'Answers 201 with the job even when it could not be canceled, as GitLab does. `force` needs a maintainer.',
    status: 201,
    answers: 'Job',
    errors: ['project_not_found', 'job_not_found'],
  })
  cancel(
    @Project() project: ProjectRow,
    @PathId('job_id') jobId: number,
    @Input() { force = false }: CancelJobDto,
    @Caller() caller: Requester,
  ): Promise<JobResponse> {
    const { origin, principal } = caller;
    return this.builds.cancel({ project, origin, principal }, jobId, force, caller);
  }

  @Requires('develop')
  @Post(':job_id/retry')
  @PathParameter('job_id')
  @Operation({
    summary: 'Make a new attempt of a job that has ended',
    status: 201,
    answers: 'Job',
    errors: ['project_not_found', 'job_not_found', 'job_not_retryable'],
  })
  retry(
    @Project() project: ProjectRow,
    @PathId('job_id') jobId: number,
    @Caller() { username, origin, principal }: Requester,
  ): Promise<JobResponse> {
    return this.builds.retry({ project, origin, principal }, jobId, username);
  }
}
