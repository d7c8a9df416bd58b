import { ok, type Result } from '@holdpoint/kernel';
import type { Exchange, ExchangeAnswer, ExchangeRequest } from '../http/exchange';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';
import { basicAuthorization } from './credentials';
import { parseChallenges, type Challenge } from './parse-challenges';
import { requestToken, type TokenWish } from './request-token';

/** Requests to one registry by one user: it shows itself when it is asked to, as it is asked to, and to nobody else. */
export class RegistrySession {
  private authorization: string | undefined;

  constructor(
    private readonly exchange: Exchange,
    /** Of the registry: scheme, host and port. */
    private readonly origin: string,
    private readonly wish: TokenWish,
  ) {}

  /** Sends a request to a path or address; once more when the registry asks who it is. */
  async send(target: string | URL, request: Omit<ExchangeRequest, 'url'> = {}): Promise<Result<ExchangeAnswer, RegistryRefusal>> {
    const url = new URL(target, this.origin);
    const first = await this.attempt({ ...request, url });
    if (!first.ok || first.value.status !== 401) return first;
    // Nobody but the registry itself is told who asks.
    if (first.value.url.origin !== this.origin) return refuse('unauthorized', 'where it redirects to asks for credentials');
    const authorized = await this.authorize(parseChallenges(first.value.headers['www-authenticate']));
    if (!authorized.ok) return authorized;
    this.authorization = authorized.value;
    return this.attempt({ ...request, url });
  }

  private attempt(request: ExchangeRequest): Promise<Result<ExchangeAnswer, RegistryRefusal>> {
    const { authorization } = this;
    const isKnown = authorization !== undefined && request.url.origin === this.origin;
    return this.exchange.send(isKnown ? { ...request, headers: { ...request.headers, authorization } } : request);
  }

  private async authorize(challenges: readonly Challenge[]): Promise<Result<string, RegistryRefusal>> {
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer) return requestToken(this.exchange, bearer, this.wish);
    const { credentials } = this.wish;
    const takesBasic = challenges.some(({ scheme }) => scheme === 'basic');
    return takesBasic && credentials ? ok(basicAuthorization(credentials)) : refuse('unauthorized');
  }
}
