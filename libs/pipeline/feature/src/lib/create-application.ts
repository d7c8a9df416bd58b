import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PinoLoggerService, type Logger } from '@holdpoint/runtime';
import { createHttpAdapter } from './http/server/create-http-adapter';

/** What an application is given beside its modules. */
export interface ApplicationOptions {
  readonly logger: Logger;
  /** Origins that browsers may call from. */
  readonly corsOrigins: readonly string[];
  /** How long it still takes connections while it stops, in milliseconds; 500 if not given. */
  readonly drainMs?: number;
  /** Addresses and networks of proxies that are believed; none if not given. */
  readonly trustedProxies?: readonly string[];
}

/** Headers that pages of other origins may read. */
const EXPOSED_HEADERS = [
  'link',
  'retry-after',
  'x-error-code',
  'x-next-page',
  'x-page',
  'x-per-page',
  'x-prev-page',
  'x-request-id',
  'x-total',
  'x-total-pages',
];

/** Makes the Nest application over the HTTP server that all roles share; it does not listen yet. */
export async function createApplication(
  module: Type | DynamicModule,
  { logger, corsOrigins, drainMs, trustedProxies }: ApplicationOptions,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, createHttpAdapter(logger, drainMs, trustedProxies), {
    bodyParser: false,
    logger: new PinoLoggerService(logger),
    abortOnError: false,
  });
  if (corsOrigins.length > 0) {
    app.enableCors({
      origin: [...corsOrigins],
      methods: ['GET', 'POST', 'PUT', 'DELETE'],
      allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'job-token', 'last-event-id', 'private-token'],
      exposedHeaders: EXPOSED_HEADERS,
      maxAge: 600,
      // OPTIONS is answered as it is without origins; only headers are added.
      preflightContinue: true,
      strictPreflight: false,
    });
  }
  return app;
}
