import { Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import type { BranchResponse, CommitDetailResponse, CommitResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { HoldsFiles } from '../http/server/holds-files.decorator';
import type { Page } from '../http/page/page';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { CreateCommitDto } from './create-commit.dto';
import { Project } from './project.decorator';
import { BranchListQueryDto, CommitListQueryDto, FileQueryDto } from './repository.dto';
import { RepositoryService } from './repository.service';

/** The repository of a project: as much of one as pipelines need. */
@ApiTags('Repository')
@PathParameter('id')
@Controller('api/v4/projects/:id/repository')
export class RepositoryController {
  constructor(private readonly repository: RepositoryService) {}

  @Requires('develop')
  @Post('commits')
  @HoldsFiles()
  @ApiBody({ type: CreateCommitDto })
  @Operation({
    summary: 'Make a commit',
    status: 201,
    answers: 'CommitDetail',
    errors: ['project_not_found', 'commit_refused'],
  })
  commit(
    @Project() project: ProjectRow,
    @Input() input: CreateCommitDto,
    @Caller() { username, origin }: Requester,
  ): Promise<CommitDetailResponse> {
    return this.repository.commit({ project, origin }, input, username);
  }

  @Requires('read')
  @Get('commits')
  @Operation({
    summary: 'A commit and those before it, newest first',
    answers: 'Commit',
    list: true,
    errors: ['project_not_found', 'commit_not_found'],
  })
  listCommits(
    @Project() project: ProjectRow,
    @Query() query: CommitListQueryDto,
    @Caller() { origin }: Requester,
  ): Promise<Page<CommitResponse>> {
    return this.repository.listCommits({ project, origin }, query);
  }

  @Requires('read')
  @Get('commits/:sha')
  @ApiParam({ name: 'sha', description: 'Sha, its first 7 digits or more, the name of a branch, or `HEAD`' })
  @Operation({ summary: 'A commit', answers: 'CommitDetail', errors: ['project_not_found', 'commit_not_found'] })
  getCommit(
    @Project() project: ProjectRow,
    @Param('sha') sha: string,
    @Caller() { origin }: Requester,
  ): Promise<CommitDetailResponse> {
    return this.repository.getCommit({ project, origin }, sha);
  }

  @Requires('read')
  @Get('branches')
  @Operation({ summary: 'Branches by name', answers: 'Branch', list: true, errors: ['project_not_found'] })
  listBranches(
    @Project() project: ProjectRow,
    @Query() query: BranchListQueryDto,
    @Caller() { origin }: Requester,
  ): Promise<Page<BranchResponse>> {
    return this.repository.listBranches({ project, origin }, query);
  }

  @Requires('read')
  @Get('branches/:name')
  @ApiParam({ name: 'name', description: 'Name, with `%2F` for every slash' })
  @Operation({ summary: 'A branch', answers: 'Branch', errors: ['project_not_found', 'branch_not_found'] })
  getBranch(
    @Project() project: ProjectRow,
    @Param('name') name: string,
    @Caller() { origin }: Requester,
  ): Promise<BranchResponse> {
    return this.repository.getBranch({ project, origin }, name);
  }

  @Requires('read')
  @Get('files/:path/raw')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('x-content-type-options', 'nosniff')
  @ApiParam({ name: 'path', description: 'Path, with `%2F` for every slash' })
  @Operation({
    summary: 'A file',
    answers: 'text',
    errors: ['project_not_found', 'commit_not_found', 'file_not_found'],
  })
  readFile(
    @Project() project: ProjectRow,
    @Param('path') path: string,
    @Query() query: FileQueryDto,
    @Caller() { origin }: Requester,
  ): Promise<string> {
    return this.repository.readFile({ project, origin }, path, query.ref);
  }
}
