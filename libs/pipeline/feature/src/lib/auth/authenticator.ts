import { Injectable } from '@nestjs/common';
import { AccessTokens, type TokenOwner } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import type { AuthenticatedRequest } from '../http/input/caller.decorator';
import { readToken } from './read-token';

/** Finds out who calls. */
@Injectable()
export class Authenticator {
  constructor(private readonly tokens: AccessTokens) {}

  /** Leaves the name of the user whose token a request carries with it; throws the coded error when there is none. */
  async authenticate(request: AuthenticatedRequest): Promise<void> {
    if (request.username !== undefined) return;
    const owner = await this.ownerOf(request);
    if (!owner) throw new ApiError('unauthorized');
    request.username = owner.username;
  }

  /** Looks again whether the token of a request is a good one: an answer may be under way for longer than that. */
  async stillHolds(request: AuthenticatedRequest): Promise<boolean> {
    return (await this.ownerOf(request))?.username === request.username;
  }

  private async ownerOf({ headers }: AuthenticatedRequest): Promise<TokenOwner | undefined> {
    const token = readToken(headers);
    return token === undefined ? undefined : this.tokens.verify(token);
  }
}
