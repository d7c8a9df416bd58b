import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify';
import { sendError } from '../error/send-error';
import { toApiError } from '../error/to-api-error';
import { isDecodable } from '../input/is-decodable';
import { parseQuery } from '../input/parse-query';
import { answerClientError } from './answer-client-error';
import { limitBodies } from './body-config';
import { closeInTime } from './close-in-time';
import { refuseMethod } from './refuse-method';
import { registerHooks } from './register-hooks';
import { registerParsers } from './register-parsers';
import { withoutTrailingSlash } from './without-trailing-slash';
import { BODY_MAX_BYTES, DRAIN_MS, PATH_PART_MAX, REQUEST_TIMEOUT_MS, SLOW_CHECK_MS } from './server-limits';

/** Of a query with a broken escape nothing is read, since a hook refuses its request: reading thousands of them took 13 ms. */
const parseAddressQuery = (text: string): Record<string, unknown> => (isDecodable(text) ? parseQuery(text) : {});

/**
 * Makes the HTTP server: limits, parsers and hooks that hold for every request. While it closes it still serves what
 * comes for `drainMs`, and then what is in flight, each answer closing its connection. What `X-Forwarded-For`, `-Proto` and
 * `-Host` say is believed of `trustedProxies` alone.
 */
export function createHttpAdapter(logger: FastifyBaseLogger, drainMs: number = DRAIN_MS, trustedProxies: readonly string[] = []): FastifyAdapter {
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // Nobody writes to a request's log: to make one for each took as long as to route it.
    childLoggerFactory: (log: FastifyBaseLogger) => log,
    genReqId: () => randomUUID(),
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    bodyLimit: BODY_MAX_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: {
      headersTimeout: REQUEST_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: SLOW_CHECK_MS,
      // A hook refuses a request without one, with a body.
      requireHostHeader: false,
    },
    rewriteUrl: withoutTrailingSlash,
    return503OnClosing: false,
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      sendError(reply, toApiError(error)),
    clientErrorHandler: answerClientError,
    routerOptions: { maxParamLength: PATH_PART_MAX, querystringParser: parseAddressQuery },
  });
  const server = adapter.getInstance();
  registerParsers(server);
  limitBodies(server);
  registerHooks(server);
  refuseMethod(server);
  closeInTime(server, drainMs);
  return adapter;
}
