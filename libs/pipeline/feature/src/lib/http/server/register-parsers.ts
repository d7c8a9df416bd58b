import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../error/api-error';
import { parseForm } from '../input/parse-form';
import { parseJson } from '../input/parse-json';
import { parseMultipart } from '../input/parse-multipart';
import { isUnread } from './body-config';

type Parse = (body: Buffer, contentType: string) => unknown;

/**
 * The bodies the API takes: JSON and forms. Both are read into plain objects; an empty body is an empty object. What comes
 * without a type is taken for JSON, as GitLab does. A route that takes bytes gets them unread, of any type; where there is no
 * route, that is said whatever was sent.
 */
export function registerParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const parsers: readonly [type: string | RegExp, parse: Parse][] = [
    [/^application\/(.+\+)?json(;|$)/, parseJson],
    ['application/x-www-form-urlencoded', parseForm],
    [/^multipart\/form-data(;|$)/i, parseMultipart],
    ['*', parseUntyped],
  ];
  server.addHook('onRequest', (request, _reply, done) => {
    if (isUnread(request) || request.headers['content-type'] === '') dropInvalidType(request);
    done();
  });
  for (const [type, parse] of parsers) server.addContentTypeParser(type, { parseAs: 'buffer' }, parserOf(parse));
}

const parserOf = (parse: Parse) => async (request: FastifyRequest, body: string | Buffer): Promise<unknown> =>
  isUnread(request) ? body : parse(body as Buffer, request.headers['content-type'] ?? '');

/** `type/subtype`, and whatever follows. Source: RFC 9110, 8.3.1. */
const MEDIA_TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(;|$)/;

/** The server asks no parser about a type that is none; without one it asks the last. */
function dropInvalidType({ raw: { headers } }: FastifyRequest): void {
  if (!MEDIA_TYPE.test(headers['content-type'] ?? '')) delete headers['content-type'];
}

/** HTTP clients of Go and Java name no type unless told to. Source: Grape's default format, which is JSON in GitLab. */
function parseUntyped(body: Buffer, contentType: string): unknown {
  if (contentType !== '') throw new ApiError('content_type_unsupported');
  return parseJson(body);
}
