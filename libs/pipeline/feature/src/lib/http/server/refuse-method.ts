import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../error/api-error';

/** Where GitLab tells an address that has no such method from one that is none. */
const API = '/api/v4/';

/**
 * Refuses a method that an address of the API does not have, and names those that it has. That they are there says the
 * documentation too: nothing is told of what they are about, and nobody is asked who they are.
 */
export function refuseMethod(server: FastifyInstance): void {
  const methods = new Map<string, string[]>();
  server.addHook('onRoute', ({ method, url }) => {
    if (url.startsWith(API)) methods.set(url, [...(methods.get(url) ?? []), ...[method].flat()]);
  });
  let routes: readonly Route[] | undefined;
  server.addHook('onRequest', (request, reply, done) => {
    if (!request.is404 || !request.url.startsWith(API)) return done();
    routes ??= [...methods].map(([url, allowed]) => ({ pattern: patternOf(url), allowed }));
    const allowed = allowedAt(routes, request);
    if (allowed.length === 0) return done();
    reply.header('allow', allowed.join(', '));
    done(new ApiError('method_not_allowed'));
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
