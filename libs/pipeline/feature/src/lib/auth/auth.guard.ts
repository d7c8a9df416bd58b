import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { AuthenticatedRequest } from '../http/input/caller.decorator';
import { Admission, type RouteHandler } from './admission';
import { PUBLIC_ROUTE } from './public.decorator';

/** Asks of every request whether its caller may pass, unless its route is open to all. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly admission: Admission,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler: RouteHandler = [context.getHandler() as RouteHandler[0], context.getClass()];
    if (this.reflector.getAllAndOverride<unknown>(PUBLIC_ROUTE, [...handler]) === true) return true;
    await this.admission.admit(context.switchToHttp().getRequest<AuthenticatedRequest>(), handler);
    return true;
  }
}
