import { Controller, Delete, Get, Header, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { NewProjectTokenResponse, ProjectTokenResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { Page } from '../http/page/page';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { CreateProjectTokenDto, RotateTokenDto } from './token.dto';
import { TokenListQueryDto } from './token-list.dto';
import { TokenService } from './token.service';

/** Tokens that open one project. */
@ApiTags('Tokens')
@PathParameter('id')
@Controller('api/v4/projects/:id/access_tokens')
export class ProjectTokenController {
  constructor(private readonly tokens: TokenService) {}

  @Requires('maintain')
  @Get()
  @Operation({ summary: 'Access tokens of the project, newest first', answers: 'ProjectToken', list: true, errors: ['project_not_found'] })
  list(@Project() { id }: ProjectRow, @Query() query: TokenListQueryDto): Promise<Page<ProjectTokenResponse>> {
    return this.tokens.listOfProject(id, query);
  }

  @Requires('issue')
  @Post()
  @Header('cache-control', 'no-store')
  @ApiBody({ type: CreateProjectTokenDto })
  @Operation({
    summary: 'Make an access token for the project; a bot that becomes a member acts by it',
    description: 'The answer is the only one that holds the token.',
    status: 201,
    answers: 'NewProjectToken',
    errors: ['project_not_found', 'level_above_own', 'expiry_invalid'],
  })
  issue(
    @Project() { id }: ProjectRow,
    @Input() input: CreateProjectTokenDto,
    @Caller() caller: Requester,
  ): Promise<NewProjectTokenResponse> {
    return this.tokens.issueForProject(id, input, caller);
  }

  @Requires('maintain')
  @Get(':token_id')
  @PathParameter('token_id')
  @Operation({
    summary: 'An access token of the project, without its text',
    answers: 'ProjectToken',
    errors: ['project_not_found', 'token_not_found'],
  })
  get(@Project() { id }: ProjectRow, @PathId('token_id') tokenId: number): Promise<ProjectTokenResponse> {
    return this.tokens.getOfProject(id, tokenId);
  }

  @Requires('issue')
  @Post(':token_id/rotate')
  @Header('cache-control', 'no-store')
  @PathParameter('token_id')
  @ApiBody({ type: RotateTokenDto })
  @Operation({
    summary: 'Revoke an access token of the project, and make one of its name, scopes, level and bot in its place',
    description: 'The answer is the only one that holds the new token.',
    answers: 'NewProjectToken',
    errors: ['project_not_found', 'token_not_found', 'level_out_of_reach', 'token_ended', 'expiry_invalid'],
  })
  rotate(
    @Project() { id }: ProjectRow,
    @PathId('token_id') tokenId: number,
    @Input() input: RotateTokenDto,
    @Caller() caller: Requester,
  ): Promise<NewProjectTokenResponse> {
    return this.tokens.rotateOfProject(id, tokenId, input, caller);
  }

  @Requires('maintain')
  @Delete(':token_id')
  @PathParameter('token_id')
  @Operation({
    summary: 'Revoke an access token of the project',
    status: 204,
    answers: 'nothing',
    errors: ['project_not_found', 'token_not_found', 'level_out_of_reach'],
  })
  revoke(@Project() { id }: ProjectRow, @PathId('token_id') tokenId: number, @Caller() caller: Requester): Promise<void> {
    return this.tokens.revokeOfProject(id, tokenId, caller);
  }
}
