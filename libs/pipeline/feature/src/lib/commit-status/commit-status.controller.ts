import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import type { CommitStatusResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import type { ReceivingRequest } from '../external-job/refused/receiving-request';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import type { Page } from '../http/page/page';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { CommitStatusDto, CommitStatusListQueryDto } from './commit-status.dto';
import { CommitStatusService } from './commit-status.service';

/** GitLab's commit status API, through which other systems say how they got on with a commit. */
@ApiTags('Commit statuses')
@PathParameter('id')
@ApiParam({ name: 'sha', description: 'Sha, its first 7 digits or more, the name of a branch, or `HEAD`' })
@Controller('api/v4/projects/:id')
export class CommitStatusController {
  constructor(private readonly statuses: CommitStatusService) {}

  @Requires('read')
  @Get('repository/commits/:sha/statuses')
  @Operation({
    summary: 'Statuses of a commit: those reported, and the jobs of its pipelines',
    answers: 'CommitStatus',
    list: true,
    errors: ['project_not_found', 'commit_not_found'],
  })
  list(
    @Project() project: ProjectRow,
    @Param('sha') sha: string,
    @Query() query: CommitStatusListQueryDto,
    @Caller() { origin }: Requester,
  ): Promise<Page<CommitStatusResponse>> {
    return this.statuses.list({ project, origin }, sha, query);
  }

  @Requires('develop')
  @Post('statuses/:sha')
  @ApiBody({ type: CommitStatusDto })
  @Operation({
    summary: 'Report a status of a commit',
    description: [
      'It joins the newest pipeline of the commit, or one that is made for it. The status that the caller has under way by',
      'this name is moved; one that has ended is followed by a new one. Where an external job waits for a commit status of',
      'this name (`match: { commit_status: … }`), it is reported to that job, which is answered, and no status is made.',
    ].join('\n'),
    status: 201,
    answers: 'CommitStatus',
    errors: [
      'project_not_found',
      'commit_not_found',
      'commit_branch_not_found',
      'commit_pipeline_not_found',
      'transition_illegal',
      'name_taken',
      'target_url_invalid',
      'coverage_invalid',
      'commit_status_in_progress',
      'job_limit_reached',
      'rate_limited',
    ],
  })
  report(
    @Project() project: ProjectRow,
    @Param('sha') sha: string,
    @Input() input: CommitStatusDto,
    @Caller() { username: actor, origin }: Requester,
    @Req() request: ReceivingRequest,
  ): Promise<CommitStatusResponse> {
    return this.statuses.report({ project, origin }, sha, input, { actor, request });
  }
}
