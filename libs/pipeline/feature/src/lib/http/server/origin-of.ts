import type { FastifyRequest } from 'fastify';

/** The scheme, host and port that the client used: python-gitlab refuses links to any other. */
export function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host || 'localhost'}`;
}
