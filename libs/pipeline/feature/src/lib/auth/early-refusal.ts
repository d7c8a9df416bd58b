import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuthenticatedRequest } from '../http/input/caller.decorator';
import { takesBytes } from '../http/server/body-config';
import { LargeBodies } from '../http/server/large-bodies';
import { Admission } from './admission';
import { Authenticator } from './authenticator';
import { RouteHandlers } from './route-handlers';

/** Where every route asks for a token, unless it takes bytes that say themselves who sent them. */
const API = '/api/v4/';

/** Methods whose body the server reads; a preflight or a GET has none and is left to the guard. */
const WITH_BODY: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Refuses a request whose caller may not make it before its body is read: guards come after, and anybody with some token
 * could have megabytes parsed. The guard stays what decides; here is only what can be said earlier.
 */
@Injectable()
export class EarlyRefusal implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly authenticator: Authenticator,
    private readonly admission: Admission,
    private readonly handlers: RouteHandlers,
    private readonly largeBodies: LargeBodies,
  ) {}

  onModuleInit(): void {
    const server = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('preParsing', async (request, reply) => {
      if (!WITH_BODY.includes(request.method) || (!request.is404 && takesBytes(request))) return;
      if (isGuarded(request)) await this.admit(request);
      this.largeBodies.take(request, reply);
    });
  }

  private async admit(request: AuthenticatedRequest): Promise<void> {
    const handler = this.handlers.handlerOf(request);
    if (handler) await this.admission.admit(request, handler);
    else await this.authenticator.authenticate(request);
  }
}

const isGuarded = ({ is404, routeOptions }: FastifyRequest): boolean => !is404 && routeOptions.url?.startsWith(API) === true;
