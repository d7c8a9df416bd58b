import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AccessTokens } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import type { AuthenticatedRequest } from '../http/input/caller.decorator';
import { PUBLIC_ROUTE } from './public.decorator';
import { readToken } from './read-token';

/** Lets only callers with a known token pass, and leaves the name of their user with the request. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const open = this.reflector.getAllAndOverride<boolean>(PUBLIC_ROUTE, [context.getHandler(), context.getClass()]);
    if (open) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const token = readToken(request.headers);
    const owner = token === undefined ? undefined : await this.tokens.verify(token);
    if (!owner) throw new ApiError('unauthorized');
    request.username = owner.username;
    return true;
  }
}
