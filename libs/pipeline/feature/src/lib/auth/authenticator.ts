import { Injectable } from '@nestjs/common';
import { AccessTokens } from '@holdpoint/pipeline-persistence';
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
    const token = readToken(request.headers);
    const owner = token === undefined ? undefined : await this.tokens.verify(token);
    if (!owner) throw new ApiError('unauthorized');
    request.username = owner.username;
  }
}
