import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { assert } from '@holdpoint/kernel';
import type { AccessLevel, Bearer, Principal } from '@holdpoint/pipeline-domain';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import type { FastifyRequest } from 'fastify';
import { originOf } from '../server/origin-of';

/** Who calls, and by which address the service is known to them: links are made on it. */
export interface Requester {
  readonly username: string;
  readonly origin: string;
  readonly principal: Principal;
  /** At which level they act in the project of the address; null where it names none. */
  readonly accessLevel: AccessLevel | null;
}

/** What was found out about a request before it was judged. */
export interface RequestAccess {
  readonly principal: Principal;
  /** The project in the address, whether the caller may see it or not. */
  readonly project: ProjectRow | null;
  readonly memberLevel: AccessLevel | null;
}

/** Where the guard leaves what it knows. */
export interface AuthenticatedRequest extends FastifyRequest {
  access?: RequestAccess;
  /** Set when the request has passed. */
  accessLevel?: AccessLevel | null;
}

/** The request of a context, with what the guard knows of it. */
export const requestOf = (context: ExecutionContext): AuthenticatedRequest => context.switchToHttp().getRequest();

/** What is known of a request that has passed the guard. */
export function passedAccess(context: ExecutionContext): RequestAccess {
  const { access, accessLevel } = requestOf(context);
  assert(access && accessLevel !== undefined, 'a route that asks who calls is guarded');
  return access;
}

/** The {@link Requester} of a request that has passed the guard. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Requester => {
  const [request, { principal }] = [requestOf(context), passedAccess(context)];
  return {
    username: principal.username,
    // Most routes make no links.
    get origin(): string {
      return originOf(request);
    },
    principal,
    accessLevel: request.accessLevel ?? null,
  };
});

/** Who calls a route that takes no tokens of jobs. */
export function bearerOf({ principal }: Requester): Bearer {
  assert(principal.type !== 'job', 'a route that needs a user takes no token of a job');
  return principal;
}
