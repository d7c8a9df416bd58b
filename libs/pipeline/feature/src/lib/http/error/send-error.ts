import type { FastifyReply } from 'fastify';
import type { ApiError } from './api-error';

/** Answers a refusal: status, GitLab's body, the code for programs, and when to try again. */
export function sendError(reply: FastifyReply, error: ApiError): void {
  const { status, retryAfterS } = error.definition;
  if (retryAfterS !== undefined) reply.header('retry-after', String(retryAfterS));
  reply.code(status).header('x-error-code', error.code).header('content-type', 'application/json').send(error.toResponse());
}
