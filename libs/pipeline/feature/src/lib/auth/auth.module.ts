import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { Admission } from './admission';
import { AuthGuard } from './auth.guard';
import { Authenticator } from './authenticator';
import { EarlyRefusal } from './early-refusal';
import { JobTokenVerifier } from './job-token-verifier';
import { RouteHandlers } from './route-handlers';
import { TokenVerifiers } from './token-verifiers';

/** Asks every route that is not marked as public who calls, and whether they may. */
@Module({
  imports: [DiscoveryModule],
  providers: [
    Admission,
    Authenticator,
    EarlyRefusal,
    JobTokenVerifier,
    RouteHandlers,
    TokenVerifiers,
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [Authenticator, TokenVerifiers],
})
export class AuthModule {}
