import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { urlOf } from '../server/origin-of';
import { KeysetPage } from './keyset-page';
import { Page } from './page';
import { keysetHeaders, pageHeaders } from './page-headers';

/** Answers a {@link Page} or a {@link KeysetPage} as a plain list with GitLab's paging headers. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    return next.handle().pipe(map((value) => (isPage(value) ? this.send(value, context) : value)));
  }

  private send(page: Page<unknown> | KeysetPage<unknown>, context: ExecutionContext): readonly unknown[] {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    reply.headers(headersOf(page, urlOf(request)));
    return page.items;
  }
}

const isPage = (value: unknown): value is Page<unknown> | KeysetPage<unknown> =>
  value instanceof Page || value instanceof KeysetPage;

const headersOf = (page: Page<unknown> | KeysetPage<unknown>, url: URL): Readonly<Record<string, string>> =>
  page instanceof Page ? pageHeaders(page, url) : keysetHeaders(page, url);
