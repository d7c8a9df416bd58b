import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { HistoryEntryResponse, JobResponse, LedgerEntryResponse } from '@holdpoint/pipeline-contract';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { Page } from '../http/page/page';
import { PageQueryDto } from '../http/page/page-query.dto';
import { ProjectJobListQueryDto } from '../job/job-list.dto';
import { JobReader, type JobListPage } from '../job/job-reader';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { BuildService } from './build.service';
import { CancelJobDto } from './cancel-job.dto';
import { PlayJobDto } from './play-job.dto';
import type { View } from '../view/view';
import { Viewed } from '../view/viewed.decorator';

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
    @Viewed() view: View,
    @Query() query: ProjectJobListQueryDto,
  ): Promise<JobListPage> {
    return this.reader.listOfProject(view, query);
  }

  @Requires('read')
  @Get(':job_id')
  @PathParameter('job_id')
  @Operation({ summary: 'A job', answers: 'Job', errors: ['project_not_found', 'job_not_found'] })
  get(
    @Viewed() view: View,
    @PathId('job_id') jobId: number,
  ): Promise<JobResponse> {
    return this.reader.get(view, jobId);
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
    @Viewed() view: View,
    @PathId('job_id') jobId: number,
  ): Promise<readonly HistoryEntryResponse[]> {
    return this.builds.history(view, jobId);
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
    @Viewed() view: View,
    @PathId('job_id') jobId: number,
    @Query() query: PageQueryDto,
  ): Promise<Page<LedgerEntryResponse>> {
    return this.builds.listCallbacks(view, jobId, query);
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
    @Viewed() view: View,
    @PathId('job_id') jobId: number,
    @Input() _input: PlayJobDto,
    @Caller() { username }: Requester,
  ): Promise<JobResponse> {
    return this.builds.play(view, jobId, username);
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
    @Viewed() view: View,
    @PathId('job_id') jobId: number,
    @Input() { force = false }: CancelJobDto,
    @Caller() caller: Requester,
  ): Promise<JobResponse> {
    return this.builds.cancel(view, jobId, force, caller);
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
    @Viewed() view: View,
    @PathId('job_id') jobId: number,
    @Caller() { username }: Requester,
  ): Promise<JobResponse> {
    return this.builds.retry(view, jobId, username);
  }
}
