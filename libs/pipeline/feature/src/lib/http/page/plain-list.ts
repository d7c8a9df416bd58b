import type { FastifyReply, FastifyRequest } from 'fastify';
import { urlOf } from '../server/origin-of';
import { KeysetPage } from './keyset-page';
import { Page } from './page';
import { keysetHeaders, pageHeaders } from './page-headers';

/** What is serialized of an answer: of a {@link Page} or a {@link KeysetPage} its items, as GitLab's paging headers say the rest. */
export function plainList(request: FastifyRequest, reply: FastifyReply, answer: unknown): unknown {
  if (!isPage(answer)) return answer;
  reply.headers(headersOf(answer, urlOf(request)));
  return answer.items;
}

const isPage = (value: unknown): value is Page<unknown> | KeysetPage<unknown> =>
  value instanceof Page || value instanceof KeysetPage;

const headersOf = (page: Page<unknown> | KeysetPage<unknown>, url: URL): Readonly<Record<string, string>> =>
  page instanceof Page ? pageHeaders(page, url) : keysetHeaders(page, url);
