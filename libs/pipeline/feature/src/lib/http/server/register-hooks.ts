import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '@holdpoint/pipeline-contract';
import { ApiError } from '../error/api-error';
import { cleanInput } from '../input/clean-input';
import { isDecodable } from '../input/is-decodable';
import { hasTooManyFields, PARAMETERS_MAX } from '../input/parse-query';
import { plainList } from '../page/plain-list';
import { isAborted } from './is-aborted';

/**
 * What GitLab says of an answer, unless its route says otherwise: caches that several people share leave alone only what was
 * asked for with `Authorization`, and most clients send `PRIVATE-TOKEN`. Source: RFC 9111, 3.5 and 4.2.2.
 */
const UNCACHED = 'max-age=0, private, must-revalidate';

/** What happens to every request, whatever route it takes. */
export function registerHooks(server: FastifyInstance): void {
  // Node would answer these itself, without a body.
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
  const log = answersLog(server.log);
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).header('cache-control', UNCACHED);
    const refusal = refusalOf(request);
    // Source: RFC 9110, 15.5.16.
    if (refusal === 'content_encoding_unsupported') reply.header('accept-encoding', 'identity');
    done(refusal && new ApiError(refusal));
  });
  server.addHook('preValidation', (request, _reply, done) => {
    done(problemOf(request));
  });
  // With an interceptor for it Nest makes an Observable of every answer, lists or not: 12 % of what a callback allocated.
  server.addHook('preSerialization', (request, reply, answer, done) => {
    done(null, plainList(request, reply, answer));
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    dropCharset(reply);
    done(null, payload);
  });
  server.addHook('onResponse', (request, reply, done) => {
    logAnswer(log, request, reply);
    done();
  });
}

/** What is wrong with the headers of a request, whatever it asks for. Source: RFC 9112, 3.2, and RFC 9110, 10.1.1. */
function refusalOf(request: FastifyRequest): ErrorCode | undefined {
  const { headers, rawHeaders, httpVersion } = request.raw;
  if (headers.host === undefined && httpVersion === '1.1') return 'host_missing';
  if (isRepeated('host', rawHeaders)) return 'host_repeated';
  if (!/^(100-continue)?$/i.test(headers.expect ?? '')) return 'expectation_unsupported';
  return isEncoded(request) ? 'content_encoding_unsupported' : undefined;
}

/** Of a header that may come once Node keeps the first line; what stands in front of it may have gone by the other. */
function isRepeated(name: string, rawHeaders: readonly string[]): boolean {
  let lines = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const header = rawHeaders[index];
    if (header?.length === name.length && header.toLowerCase() === name) lines += 1;
  }
  return lines > 1;
}

/** Nothing here decompresses: a few bytes could become very many. Source: RFC 9110, 8.4. */
const isEncoded = ({ headers }: FastifyRequest): boolean => !/^(identity)?$/i.test(headers['content-encoding'] ?? '');

/** Bytes are no parameters: whoever reads them bounds them first. */
function problemOf({ url, params, query, body }: FastifyRequest): Error | undefined {
  const problem = addressProblem(url);
  if (problem !== undefined) return new ApiError('parameters_invalid', { problems: [problem] });
  try {
    for (const part of [params, query, Buffer.isBuffer(body) ? undefined : body]) cleanInput(part);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function addressProblem(url: string): string | undefined {
  if (!isDecodable(url)) return 'a percent-escape in the address is not UTF-8';
  return hasTooManyFields(url) ? `the address has more than ${PARAMETERS_MAX} fields` : undefined;
}

/** python-gitlab takes an answer for JSON only if its type is `application/json` and nothing more (measured). */
function dropCharset(reply: FastifyReply): void {
  const type = reply.getHeader('content-type');
  const isJson = typeof type === 'string' && type.startsWith('application/json;');
  if (isJson) reply.header('content-type', 'application/json');
}

/**
 * What is told of an answer has no place for a secret: its address is redacted when it is serialized, and looking for
 * more at every answer took 6 % of the CPU of a process that takes callbacks.
 */
const answersLog = (log: FastifyBaseLogger): FastifyBaseLogger => log.child({}, { redact: [] });

function logAnswer(log: FastifyBaseLogger, request: FastifyRequest, reply: FastifyReply): void {
  if (isAborted(request.raw)) return;
  const level = reply.statusCode >= 500 ? 'warn' : 'info';
  const durationMs = Math.round(reply.elapsedTime * 10) / 10;
  log[level]({ reqId: request.id, req: request, status: reply.statusCode, durationMs }, 'answered');
}
