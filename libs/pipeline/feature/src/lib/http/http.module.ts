import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { ApiExceptionFilter } from './error/api-exception.filter';
import { createValidationPipe } from './input/validation.pipe';
import { LargeBodies } from './server/large-bodies';

/** What every route has beside the hooks of its server: validation, one form of errors, and a bound on large bodies. */
@Global()
@Module({
  providers: [
    LargeBodies,
    { provide: APP_FILTER, useClass: ApiExceptionFilter },
    { provide: APP_PIPE, useFactory: createValidationPipe },
  ],
  exports: [LargeBodies],
})
export class HttpModule {}
