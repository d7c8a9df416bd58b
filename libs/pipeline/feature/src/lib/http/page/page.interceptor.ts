import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { urlOf } from '../server/origin-of';
import { Page } from './page';
import { pageHeaders } from './page-headers';

/** Answers a {@link Page} as a plain list with GitLab's paging headers. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    return next.handle().pipe(map((value) => (value instanceof Page ? this.send(value, context) : value)));
  }

  private send(page: Page<unknown>, context: ExecutionContext): readonly unknown[] {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    reply.headers(pageHeaders(page, urlOf(request)));
    return page.items;
  }
}
