import { Injectable } from '@nestjs/common';
import { AccessTokens, JOB_TOKEN_PREFIX, JobTokens } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import type { AuthenticatedRequest } from '../http/input/caller.decorator';
import { readToken } from './read-token';

/** Finds out who calls. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly jobTokens: JobTokens,
  ) {}

  /** Leaves with a request whose token it carries; throws the coded error when there is none. */
  async authenticate(request: AuthenticatedRequest): Promise<void> {
    if (request.username !== undefined) return;
    const caller = await this.callerOf(request);
    if (!caller) throw new ApiError('unauthorized');
    Object.assign(request, caller);
  }

  /** Looks again whether the token of a request is a good one: an answer may be under way for longer than that. */
  async stillHolds(request: AuthenticatedRequest): Promise<boolean> {
    return (await this.callerOf(request))?.username === request.username;
  }

  private async callerOf({ headers }: AuthenticatedRequest): Promise<Pick<AuthenticatedRequest, 'username' | 'job'> | undefined> {
    const token = readToken(headers);
    if (token === undefined) return undefined;
    if (!token.startsWith(JOB_TOKEN_PREFIX)) return this.tokens.verify(token);
    const job = await this.jobTokens.verify(token);
    return job && { username: `job:${job.jobId}`, job };
  }
}
