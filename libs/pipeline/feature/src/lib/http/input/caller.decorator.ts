import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { TokenJob } from '@holdpoint/pipeline-persistence';
import type { FastifyRequest } from 'fastify';
import { originOf } from '../server/origin-of';

/** Who calls, and by which address the service is known to them: links are made on it. */
export interface Requester {
  readonly username: string;
  readonly origin: string;
  /** The attempt whose token it is, where no person calls. */
  readonly job: TokenJob | undefined;
}

/** Where the guard leaves whose token it has seen. */
export interface AuthenticatedRequest extends FastifyRequest {
  username?: string;
  job?: TokenJob;
}

/** The {@link Requester} of a request that has passed the guard. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Requester => {
  const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (request.username === undefined) throw new Error('a route that asks who calls must be guarded');
  return { username: request.username, origin: originOf(request), job: request.job };
});
