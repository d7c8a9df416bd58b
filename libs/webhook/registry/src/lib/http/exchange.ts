import type { IncomingHttpHeaders } from 'node:http';
import { ok, type Result } from '@holdpoint/kernel';
import { request, type Dispatcher } from 'undici';
import type { RegistryAllowList } from '../allow-list/registry-allow-list';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';
import { readBody, type ReadBudget } from './read-body';
import { refusalOfFailure } from './refusal-of-failure';

/** What is asked of a registry or a token server. */
export interface ExchangeRequest {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  /** In lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** What was answered, whatever the status. */
export interface ExchangeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Where it comes from: another address than was asked when there were redirects. */
  readonly url: URL;
}

/** Of all bodies together: a manifest has 4 MiB at most by convention and some KB in fact, and an index lists many. */
const READ_MAX_BYTES = 3.5 * 1_024 * 1_024;

const REDIRECTS_MAX = 3;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/**
 * The requests of one question. They reach listed hosts only, redirects included, and their answers, all together, can
 * neither fill nor hold the process.
 */
export class Exchange {
  private readonly left: ReadBudget = { bytes: READ_MAX_BYTES };

  constructor(
    private readonly allowList: RegistryAllowList,
    private readonly dispatcher: Dispatcher,
    private readonly signal: AbortSignal,
  ) {}

  /** Sends a request and follows the redirects of a GET; what authorizes it goes to no other origin than the first. */
  async send(first: ExchangeRequest): Promise<Result<ExchangeAnswer, RegistryRefusal>> {
    let next = first;
    for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
      if (!this.allowList.allows(next.url)) return refuse('host_not_allowed', nameOf(next.url));
      const answer = await this.sendOnce(next);
      if (!answer.ok || !isRedirect(first, answer.value)) return answer;
      const target = targetOf(answer.value);
      if (!target) return refuse('malformed', 'it redirects to nowhere');
      next = redirected(next, target);
    }
    return refuse('malformed', `it redirects more than ${REDIRECTS_MAX} times`);
  }

  private async sendOnce({ method = 'GET', url, headers, body }: ExchangeRequest): Promise<Result<ExchangeAnswer, RegistryRefusal>> {
    const { dispatcher, signal } = this;
    try {
      // The digest is over the bytes as they are: nothing may be compressed on the way.
      const response = await request(url, { dispatcher, signal, method, headers: { 'accept-encoding': 'identity', ...headers }, body: body ?? null });
      const read = await readBody(response, this.left);
      return read.ok ? ok({ status: response.statusCode, headers: response.headers, body: read.value, url }) : read;
    } catch (error) {
      return refusalOfFailure(error, signal);
    }
  }
}

/** A host for a message: an address may have a secret in it. */
const nameOf = ({ host }: URL): string => host.slice(0, 255);

const isRedirect = ({ method = 'GET' }: ExchangeRequest, { status }: ExchangeAnswer): boolean => method === 'GET' && REDIRECTS.includes(status);

function targetOf({ url, headers: { location } }: ExchangeAnswer): URL | undefined {
  return location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
}

function redirected({ url, headers }: ExchangeRequest, target: URL): ExchangeRequest {
  const { authorization: _, ...others } = headers ?? {};
  return { url: target, headers: target.origin === url.origin ? (headers ?? {}) : others };
}
