import { Injectable } from '@nestjs/common';
import { assert } from '@holdpoint/kernel';
import type { TokenResponse } from '@holdpoint/pipeline-contract';
import { AccessTokens, OwnToken, type OwnTokenRow } from '@holdpoint/pipeline-persistence';
import { toToken } from './token-responses';

/** Shows and revokes the token that asks. */
@Injectable()
export class OwnTokenService {
  constructor(
    private readonly own: OwnToken,
    private readonly tokens: AccessTokens,
  ) {}

  async get(token: string | undefined): Promise<TokenResponse> {
    return toToken(await this.find(token));
  }

  async revoke(token: string | undefined): Promise<void> {
    const { id, projectId, userId } = await this.find(token);
    await this.tokens.revoke(projectId === null ? { userId } : { projectId }, id);
  }

  /** Rows of tokens are never deleted, so what the guard has found is still there. */
  private async find(token: string | undefined): Promise<OwnTokenRow> {
    const found = token === undefined ? undefined : await this.own.find(token);
    assert(found, 'a request that has passed the guard has a token');
    return found;
  }
}
