import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessRefusals } from './access-refusals';
import { AuthGuard } from './auth.guard';
import { Authenticator } from './authenticator';
import { EarlyRefusal } from './early-refusal';
import { JobTokenVerifier } from './job-token-verifier';
import { RefusalObserver } from './refusal-observer';
import { TokenVerifiers } from './token-verifiers';

/** Refused callbacks are counted where they are answered, whatever refuses them; nobody asks for more. */
const nobody: RefusalObserver = { refused: () => undefined };

/** Asks every route that is not marked as public who calls, and whether they may. */
@Module({
  providers: [
    AccessRefusals,
    Authenticator,
    EarlyRefusal,
    JobTokenVerifier,
    TokenVerifiers,
    { provide: RefusalObserver, useValue: nobody },
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [Authenticator, TokenVerifiers],
})
export class AuthModule {}
