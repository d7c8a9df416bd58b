import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { originOf } from '../server/origin-of';

/** Who calls, and by which address the service is known to them: links are made on it. */
export interface Requester {
  readonly username: string;
  readonly origin: string;
}

/** Where the guard leaves the name of the user whose token it has seen. */
export interface AuthenticatedRequest extends FastifyRequest {
  username?: string;
}

/** The {@link Requester} of a request that has passed the guard. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Requester => {
  const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (request.username === undefined) throw new Error('a route that asks who calls must be guarded');
  return { username: request.username, origin: originOf(request) };
});
