import type { FastifyInstance } from 'fastify';
import { decode, parseJson } from '../input/parse-json';
import { parseQuery } from '../input/parse-query';

/** The bodies the API takes: JSON and forms. Both are read into plain objects; an empty body is an empty object. */
export function registerParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(/^application\/(.+\+)?json(;|$)/, { parseAs: 'buffer' }, (_request, body, done) =>
    parseWith(() => parseJson(body as Buffer), done),
  );
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (_request, body, done) =>
    parseWith(() => parseQuery(decode(body as Buffer)), done),
  );
}

function parseWith(parse: () => unknown, done: (error: Error | null, body?: unknown) => void): void {
  try {
    done(null, parse());
  } catch (error) {
    done(error as Error);
  }
}
