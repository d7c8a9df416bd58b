import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { LintResponse } from '@holdpoint/pipeline-contract';
import { Requires } from '../auth/requires.decorator';
import { Input } from '../http/input/input.decorator';
import { HoldsFiles } from '../http/server/holds-files.decorator';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { LintDto, LintQueryDto } from './lint.dto';
import { LintService } from './lint.service';
import type { View } from '../view/view';
import { Viewed } from '../view/viewed.decorator';

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
  @Operation({ summary: 'Judge a configuration', answers: 'Lint', errors: ['project_not_found', 'config_unread'] })
  judgeText(
    @Viewed() view: Required<View>,
    @Input() input: LintDto,
  ): Promise<LintResponse> {
    return this.lint.judgeText(view, input);
  }

  @Requires('read')
  @Get()
  @Operation({
    summary: 'Judge the configuration that a commit holds',
    answers: 'Lint',
    errors: ['project_not_found', 'commit_not_found', 'config_unread'],
  })
  judgeCommit(
    @Viewed() view: Required<View>,
    @Query() query: LintQueryDto,
  ): Promise<LintResponse> {
    return this.lint.judgeCommit(view, query);
  }
}
