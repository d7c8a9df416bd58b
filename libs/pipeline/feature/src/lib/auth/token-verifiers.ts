import { Injectable } from '@nestjs/common';
import type { Result } from '@holdpoint/kernel';
import type { Principal } from '@holdpoint/pipeline-domain';
import type { TokenProblem } from '@holdpoint/pipeline-persistence';

/** Whom a token stands for, or why it is refused. */
export type Verification = Result<Principal, TokenProblem>;

/** Knows tokens of one kind that are not in the table of access tokens. */
export interface TokenVerifier {
  /** What every token of the kind begins with. */
  readonly prefix: string;
  verify(token: string): Promise<Verification>;
}

/** The kinds of tokens beside access tokens; whoever knows one adds it when its module starts. */
@Injectable()
export class TokenVerifiers {
  private readonly verifiers: TokenVerifier[] = [];

  add(verifier: TokenVerifier): void {
    this.verifiers.push(verifier);
  }

  /** Who knows a token; undefined when it can only be an access token. */
  find(token: string): TokenVerifier | undefined {
    return this.verifiers.find(({ prefix }) => token.startsWith(prefix));
  }
}
