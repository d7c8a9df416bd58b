import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ApiExceptionFilter } from './error/api-exception.filter';
import { createValidationPipe } from './input/validation.pipe';
import { PageInterceptor } from './page/page.interceptor';

/** What every route has: validation, paging headers and one form of errors. */
@Module({
  providers: [
    { provide: APP_FILTER, useClass: ApiExceptionFilter },
    { provide: APP_PIPE, useFactory: createValidationPipe },
    { provide: APP_INTERCEPTOR, useClass: PageInterceptor },
  ],
})
export class HttpModule {}
