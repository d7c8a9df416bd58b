import { Injectable, RequestMethod, type OnModuleInit, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { RouteHandler } from './admission';

/** Which method of which controller serves a route: the server does not know, and Nest tells only once a body is read. */
@Injectable()
export class RouteHandlers implements OnModuleInit {
  private readonly byRoute = new Map<string, RouteHandler>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    for (const { metatype } of this.discovery.getControllers()) if (metatype) this.addAll(metatype as Type);
  }

  /** What serves a request; undefined for a route that is no controller's. */
  handlerOf({ method, routeOptions: { url = '' } }: Pick<FastifyRequest, 'method' | 'routeOptions'>): RouteHandler | undefined {
    return this.byRoute.get(routeOf(method, url));
  }

  private addAll(controller: Type): void {
    const methods = controller.prototype as Readonly<Record<string, () => unknown>>;
    for (const name of this.scanner.getAllMethodNames(methods)) {
      const method = methods[name];
      if (method) for (const route of routesOf(controller, method)) this.byRoute.set(route, [method, controller]);
    }
  }
}

function routesOf(controller: Type, method: () => unknown): readonly string[] {
  const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, method) as number];
  if (verb === undefined) return [];
  return pathsOf(controller).flatMap((first) => pathsOf(method).map((second) => routeOf(verb, `/${first}/${second}`)));
}

const pathsOf = (target: object): readonly string[] => [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat();

/** With one slash wherever there are several, and none at the end, as Nest has it. */
const routeOf = (verb: string, path: string): string => `${verb} ${path.replace(/\/+/g, '/').replace(/\/$/, '')}`;
