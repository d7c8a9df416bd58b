import type { FastifyReply } from 'fastify';
import type { ApiError } from './api-error';

/**
 * Answers a refusal: status, GitLab's body, the code for programs, and when to try again. With a serializer of its own
 * the type stays exact even where the server answers before any hook could put it right.
 */
export function sendError(reply: FastifyReply, error: ApiError): void {
  applyError(reply, error);
  reply.serializer(JSON.stringify).send(error.toResponse());
}

/** Sets the status and the headers of a refusal. */
export function applyError(reply: FastifyReply, error: ApiError): void {
  const { status, retryAfterS } = error.definition;
  if (retryAfterS !== undefined) reply.header('retry-after', String(retryAfterS));
  reply.code(status).headers({ 'content-type': 'application/json', 'x-error-code': error.code });
}
