import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { FILES_MAX_BYTES } from './server-limits';

const FILES = { holdsFiles: true };

/** Marks a route whose body holds files, and may be as large as they are. */
export const HoldsFiles = (): MethodDecorator => RouteConfig(FILES) as MethodDecorator;

/** Gives the marked routes their larger limit. */
export function limitBodies(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if ((route.config as Partial<typeof FILES> | undefined)?.holdsFiles) route.bodyLimit = FILES_MAX_BYTES;
  });
}
