import { Controller, Delete, Get, Header, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { NewTokenResponse, TokenResponse } from '@holdpoint/pipeline-contract';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { Page } from '../http/page/page';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { CreateTokenDto, RotateTokenDto } from './token.dto';
import { PersonalTokenListQueryDto } from './token-list.dto';
import { TokenService } from './token.service';

/** Personal access tokens. */
@ApiTags('Tokens')
@Requires('user')
@Controller('api/v4')
export class PersonalTokenController {
  constructor(private readonly tokens: TokenService) {}

  @Post('users/:user_id/personal_access_tokens')
  @Header('cache-control', 'no-store')
  @PathParameter('user_id')
  @ApiBody({ type: CreateTokenDto })
  @Operation({
    summary: 'Make a personal access token for yourself, or as an administrator for anybody',
    description: 'The answer is the only one that holds the token.',
    status: 201,
    answers: 'NewToken',
    errors: ['user_not_found', 'expiry_invalid'],
  })
  issue(
    @PathId('user_id') userId: number,
    @Input() input: CreateTokenDto,
    @Caller() caller: Requester,
  ): Promise<NewTokenResponse> {
    return this.tokens.issuePersonal(userId, input, caller);
  }

  @Get('personal_access_tokens')
  @Operation({
    summary: 'Your personal access tokens, as an administrator those of all, newest first',
    answers: 'Token',
    list: true,
    errors: ['token_out_of_reach'],
  })
  list(@Query() query: PersonalTokenListQueryDto, @Caller() caller: Requester): Promise<Page<TokenResponse>> {
    return this.tokens.listPersonal(query, caller);
  }

  @Get('personal_access_tokens/:token_id')
  @PathParameter('token_id')
  @Operation({
    summary: 'A personal access token, without its text',
    answers: 'Token',
    errors: ['token_not_found', 'token_out_of_reach'],
  })
  get(@PathId('token_id') id: number, @Caller() caller: Requester): Promise<TokenResponse> {
    return this.tokens.getPersonal(id, caller);
  }

  @Post('personal_access_tokens/:token_id/rotate')
  @Header('cache-control', 'no-store')
  @PathParameter('token_id')
  @ApiBody({ type: RotateTokenDto })
  @Operation({
    summary: 'Revoke a personal access token, and make one of its name and scopes in its place',
    description: 'The answer is the only one that holds the new token.',
    answers: 'NewToken',
    errors: ['token_not_found', 'token_out_of_reach', 'token_ended', 'expiry_invalid'],
  })
  rotate(@PathId('token_id') id: number, @Input() input: RotateTokenDto, @Caller() caller: Requester): Promise<NewTokenResponse> {
    return this.tokens.rotatePersonal(id, input, caller);
  }

  @Delete('personal_access_tokens/:token_id')
  @PathParameter('token_id')
  @Operation({ summary: 'Revoke a personal access token', status: 204, answers: 'nothing', errors: ['token_not_found'] })
  revoke(@PathId('token_id') id: number, @Caller() caller: Requester): Promise<void> {
    return this.tokens.revokePersonal(id, caller);
  }
}
