import { isIPv6, type Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';

const HOST = /^[\w.:[\]-]+$/;

/**
 * The scheme, host and port that the client used: python-gitlab refuses links to any other. A `Host` that is no host
 * is not repeated; in its place stands the address that the connection came in on.
 */
export function originOf(request: FastifyRequest): string {
  const scheme = request.protocol === 'https' ? 'https' : 'http';
  const origin = `${scheme}://${request.host}`;
  return HOST.test(request.host) && URL.canParse(origin) ? origin : `${scheme}://${listeningHost(request.raw.socket)}`;
}

function listeningHost({ localAddress = 'localhost', localPort }: Socket): string {
  const host = isIPv6(localAddress) ? `[${localAddress}]` : localAddress;
  return localPort === undefined ? host : `${host}:${localPort}`;
}

/** The whole address that was asked for; a target with a host of its own does not change where links lead. */
export function urlOf(request: FastifyRequest): URL {
  const target = request.originalUrl;
  const { pathname, search } = new URL(target.startsWith('/') ? `http://any${target}` : target);
  return new URL(originOf(request) + pathname + search);
}
