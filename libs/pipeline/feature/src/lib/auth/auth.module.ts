import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthGuard } from './auth.guard';
import { Authenticator } from './authenticator';
import { EarlyRefusal } from './early-refusal';

/** Asks every route for a token that is not marked as public. */
@Module({
  providers: [Authenticator, EarlyRefusal, { provide: APP_GUARD, useClass: AuthGuard }],
  exports: [Authenticator],
})
export class AuthModule {}
