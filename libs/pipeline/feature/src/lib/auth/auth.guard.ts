import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiError } from '../http/error/api-error';
import type { AuthenticatedRequest } from '../http/input/caller.decorator';
import { Authenticator } from './authenticator';
import { PUBLIC_ROUTE } from './public.decorator';
import { JOB_TOKEN_ROUTE } from './takes-job-token.decorator';

/** Lets only callers with a known token pass, and leaves with the request whose it is. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.isMarked(context, PUBLIC_ROUTE)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    await this.authenticator.authenticate(request);
    if (request.job && !this.isMarked(context, JOB_TOKEN_ROUTE)) throw new ApiError('unauthorized');
    return true;
  }

  private isMarked(context: ExecutionContext, key: string): boolean {
    return this.reflector.getAllAndOverride<boolean | undefined>(key, [context.getHandler(), context.getClass()]) ?? false;
  }
}
