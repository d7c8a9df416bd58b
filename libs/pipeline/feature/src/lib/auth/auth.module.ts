import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthGuard } from './auth.guard';
import { Authenticator } from './authenticator';
import { EarlyRefusal } from './early-refusal';
import { JobTokenVerifier } from './job-token-verifier';
import { TokenVerifiers } from './token-verifiers';

/** Asks every route that is not marked as public who calls, and whether they may. */
@Module({
  providers: [
    Authenticator,
    EarlyRefusal,
    JobTokenVerifier,
    TokenVerifiers,
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [Authenticator, TokenVerifiers],
})
export class AuthModule {}
