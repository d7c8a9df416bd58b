import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { takesBytes } from '../http/server/body-config';
import { Authenticator } from './authenticator';

/** Where every route asks for a token, unless it takes bytes that say themselves who sent them. */
const API = '/api/v4/';

/** Methods whose body the server reads; a preflight or a GET has none and is left to the guard. */
const WITH_BODY: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Refuses a request without a known token before its body is read: guards come after, and a stranger could have
 * megabytes parsed. The guard stays what decides; here is only what can be said earlier.
 */
@Injectable()
export class EarlyRefusal implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly authenticator: Authenticator,
  ) {}

  onModuleInit(): void {
    const server = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('preParsing', async (request) => {
      const guarded = !request.is404 && !takesBytes(request) && request.routeOptions.url?.startsWith(API) === true;
      if (guarded && WITH_BODY.includes(request.method)) await this.authenticator.authenticate(request);
    });
  }
}
