import { Injectable } from '@nestjs/common';
import { AccessLookup, type ResolvedAccess } from '@holdpoint/pipeline-persistence';
import type { AuthenticatedRequest, RequestAccess } from '../http/input/caller.decorator';
import { projectInAddress } from './project-in-address';
import { readToken } from './read-token';
import { refusal } from './refusal-reason';
import { hasTokenInAddress } from './token-in-address';
import { TokenVerifiers, type Verification } from './token-verifiers';

/** Finds out who calls, and with the same look what they are to the project in the address. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly lookup: AccessLookup,
    private readonly verifiers: TokenVerifiers,
  ) {}

  /** Leaves with a request what is known of its caller; throws the coded error when the token is missing or not good. */
  async authenticate(request: AuthenticatedRequest): Promise<RequestAccess> {
    return (request.access ??= await this.identify(request));
  }

  /** Looks again whether the token of a request is a good one, opens no less, and the project is there: an answer may be under way for longer. */
  async stillHolds(request: AuthenticatedRequest): Promise<boolean> {
    const token = readToken(request.headers);
    if (token === undefined) return false;
    const [principal, { project, memberLevel }] = await this.resolve(token, projectInAddress(request));
    const { access } = request;
    if (!access || !principal.ok || principal.value.username !== access.principal.username) return false;
    return project?.id === access.project?.id && (memberLevel ?? 0) >= (access.memberLevel ?? 0);
  }

  private async identify(request: AuthenticatedRequest): Promise<RequestAccess> {
    const token = readToken(request.headers);
    if (token === undefined) throw refusal(hasTokenInAddress(request) ? 'in_address' : 'missing');
    const [principal, { project, memberLevel }] = await this.resolve(token, projectInAddress(request));
    if (!principal.ok) throw refusal(principal.error);
    return { principal: principal.value, project, memberLevel };
  }

  private async resolve(token: string, project: number | string | null): Promise<[Verification, ResolvedAccess]> {
    const verifier = this.verifiers.find(token);
    if (verifier) return Promise.all([verifier.verify(token), this.lookup.resolve({ token: null, project })]);
    const resolved = await this.lookup.resolve({ token, project });
    return [resolved.bearer, resolved];
  }
}
