import { Controller, Delete, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { TokenResponse } from '@holdpoint/pipeline-contract';
import type { FastifyRequest } from 'fastify';
import { readToken } from '../auth/read-token';
import { Requires } from '../auth/requires.decorator';
import { Operation } from '../openapi/operation.decorator';
import { OwnTokenService } from './own-token.service';

/** The token that asks, be it a person's or a project's. */
@ApiTags('Tokens')
@Requires('self')
@Controller('api/v4/personal_access_tokens/self')
export class OwnTokenController {
  constructor(private readonly tokens: OwnTokenService) {}

  @Get()
  @Operation({ summary: 'The token by which you ask, without its text', answers: 'Token' })
  get(@Req() { headers }: FastifyRequest): Promise<TokenResponse> {
    return this.tokens.get(readToken(headers));
  }

  @Delete()
  @Operation({ summary: 'Revoke the token by which you ask, whatever its scopes', status: 204, answers: 'nothing' })
  revoke(@Req() { headers }: FastifyRequest): Promise<void> {
    return this.tokens.revoke(readToken(headers));
  }
}
