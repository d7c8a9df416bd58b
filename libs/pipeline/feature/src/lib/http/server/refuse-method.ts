import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../error/api-error';

/** Where GitLab tells an address that has no such method from one that is none. */
const API = '/api/v4/';

/**
 * Refuses a method that an address of the API does not have, and names those that it has, as it does where OPTIONS asks for
 * them. That they are there says the documentation too: nothing is told of what they are about, and nobody is asked who they
 * are.
 */
export function refuseMethod(server: FastifyInstance): void {
  const methods = new Map<string, string[]>();
  server.addHook('onRoute', ({ method, url }) => {
    if (url.startsWith(API)) methods.set(url, [...(methods.get(url) ?? []), ...[method].flat()]);
  });
  let routes: readonly Route[] | undefined;
  server.addHook('onRequest', (request, reply, done) => {
    const isAsked = request.method === 'OPTIONS';
    if (!(request.is404 || isAsked) || !request.url.startsWith(API)) return done();
    routes ??= [...methods].map(([url, allowed]) => ({ pattern: patternOf(url), allowed }));
    const allowed = allowedAt(routes, request);
    if (allowed.length === 0) return done(isAsked ? new ApiError('route_not_found') : undefined);
    reply.header('allow', ['OPTIONS', ...allowed].join(', '));
    if (isAsked) reply.code(204).send();
    else done(new ApiError('method_not_allowed'));
  });
}

interface Route {
  readonly pattern: RegExp;
  readonly allowed: readonly string[];
}

const patternOf = (url: string): RegExp => new RegExp(`^${url.replaceAll(/:\w+/g, '[^/]+')}$`);

function allowedAt(routes: readonly Route[], { url }: FastifyRequest): readonly string[] {
  const [path = ''] = url.split('?');
  return [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ allowed }) => allowed))].sort();
}
