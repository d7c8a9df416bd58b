import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ApiExceptionFilter } from './error/api-exception.filter';
import { createValidationPipe } from './input/validation.pipe';
import { PageInterceptor } from './page/page.interceptor';
import { LargeBodies } from './server/large-bodies';

/** What every route has: validation, paging headers, one form of errors, and a bound on large bodies. */
@Global()
@Module({
  providers: [
    LargeBodies,
    { provide: APP_FILTER, useClass: ApiExceptionFilter },
    { provide: APP_PIPE, useFactory: createValidationPipe },
    { provide: APP_INTERCEPTOR, useClass: PageInterceptor },
  ],
  exports: [LargeBodies],
})
export class HttpModule {}
