import type { FastifyRequest } from 'fastify';

const HOST = /^[\w.:[\]-]+$/;

/**
 * The scheme, host and port that the client used: python-gitlab refuses links to any other. A `Host` that is no host
 * is not repeated.
 */
export function originOf(request: FastifyRequest): string {
  const origin = `${request.protocol}://${request.host}`;
  return HOST.test(request.host) && URL.canParse(origin) ? origin : `${request.protocol}://localhost`;
}

/** The whole address that was asked for; a target with a host of its own does not change where links lead. */
export function urlOf(request: FastifyRequest): URL {
  const target = request.originalUrl;
  const { pathname, search } = new URL(target.startsWith('/') ? `http://any${target}` : target);
  return new URL(originOf(request) + pathname + search);
}
