import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { LintResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { HoldsFiles } from '../http/server/holds-files.decorator';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { LintDto, LintQueryDto } from './lint.dto';
import { LintService } from './lint.service';

/** Whether a configuration is valid, and what is wrong with it. */
@ApiTags('Lint')
@PathParameter('id')
@Controller('api/v4/projects/:id/ci/lint')
export class LintController {
  constructor(private readonly lint: LintService) {}

  @Requires('develop')
  @Post()
  @HoldsFiles()
  @ApiBody({ type: LintDto })
  @Operation({ summary: 'Judge a configuration', answers: 'Lint', errors: ['project_not_found'] })
  judgeText(
    @Project() project: ProjectRow,
    @Input() input: LintDto,
    @Caller() { origin, principal }: Requester,
  ): Promise<LintResponse> {
    return this.lint.judgeText({ project, origin, principal }, input);
  }

  @Requires('read')
  @Get()
  @Operation({
    summary: 'Judge the configuration that a commit holds',
    answers: 'Lint',
    errors: ['project_not_found', 'commit_not_found'],
  })
  judgeCommit(
    @Project() project: ProjectRow,
    @Query() query: LintQueryDto,
    @Caller() { origin, principal }: Requester,
  ): Promise<LintResponse> {
    return this.lint.judgeCommit({ project, origin, principal }, query);
  }
}
