import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What a route says of the bodies it takes, where they are other than usual. */
export interface BodyConfig {
  readonly bodyMaxBytes?: number;
  /** True leaves a body as the bytes that came, whatever its type is said to be. */
  readonly takesBytes?: boolean;
}

/** Gives routes that say so their own limit. */
export function limitBodies(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    const { bodyMaxBytes } = (route.config ?? {}) as BodyConfig;
    if (bodyMaxBytes !== undefined) route.bodyLimit = bodyMaxBytes;
  });
}

/** Whether the route of a request takes bytes, and finds out from them who calls. */
export const takesBytes = ({ routeOptions }: FastifyRequest): boolean => (routeOptions.config as BodyConfig).takesBytes === true;

/** Whether the body of a request stays as it came: nobody reads what is sent to an address that is none. */
export const isUnread = (request: FastifyRequest): boolean => request.is404 || takesBytes(request);
