import { once } from 'node:events';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { SECOND_MS } from '@holdpoint/kernel';
import { useAgent } from 'request-filtering-agent';
import type { HookTarget, HookTargets } from '../guard/hook-targets';

/** A message to be sent. */
export interface HookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
  /** Gives up: the promise rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** What came of it: an answer with the beginning of its body, or why there is none, without a word of the address. */
export type HookAnswer =
  | { readonly type: 'answered'; readonly status: number; readonly body: string; readonly retryAfter?: string | undefined }
  | { readonly type: 'failed'; readonly error: string };

/** GitLab's timeout of webhooks. */
const TIMEOUT_MS = 10 * SECOND_MS;

/** What of an answer is looked at; it needs one word. */
const BODY_MAX_BYTES = 4_096;

const BLOCKED = 'blocked: the host resolves to an address that is not public; HOLDPOINT_HOOK_ALLOW can allow it';

/**
 * Sends messages to addresses that strangers have chosen: resolved once, checked and connected to as checked, with no
 * redirect followed, no connection kept, and an end to every wait.
 */
export class HookSender {
  constructor(
    private readonly targets: HookTargets,
    private readonly timeoutMs: number = TIMEOUT_MS,
  ) {}

  async send(request: HookRequest): Promise<HookAnswer> {
    const signal = AbortSignal.any([AbortSignal.timeout(this.timeoutMs), request.signal ?? []].flat());
    try {
      const problem = this.targets.problemOf(request.url);
      if (problem !== undefined) return { type: 'failed', error: `blocked: ${problem}` };
      return await Promise.race([this.exchange(request, signal), aborted(signal)]);
    } catch (error) {
      request.signal?.throwIfAborted();
      return { type: 'failed', error: signal.aborted ? `no answer within ${this.timeoutMs / SECOND_MS} s` : describe(error) };
    }
  }

  private async exchange({ url: text, headers, body }: HookRequest, signal: AbortSignal): Promise<HookAnswer> {
    const url = new URL(text);
    const target = await this.targets.resolve(url, signal);
    if (target.isBlocked) return { type: 'failed', error: BLOCKED };
    const options = { method: 'POST', headers: headersOf(headers, body), signal, ...pinned(url, target) };
    const sent = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options);
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const { statusCode: status = 0 } = response;
    const answer = { type: 'answered', status, body: await beginningOf(response), retryAfter: response.headers['retry-after'] } as const;
    sent.destroy();
    return answer;
  }
}

/** Nothing here decompresses, and who asks for no coding may be sent any. Source: RFC 9110, 12.5.3. */
const headersOf = (headers: HookRequest['headers'], body: string): Record<string, string | number> => ({
  'content-type': 'application/json',
  'content-length': Buffer.byteLength(body),
  'accept-encoding': 'identity',
  'user-agent': 'Holdpoint',
  ...headers,
});

/** The library refuses every address that is not public; those that the operator allows are named to it one by one. */
function pinned(url: URL, { addresses, allowed }: HookTarget): Pick<RequestOptions, 'agent' | 'lookup'> {
  return {
    agent: useAgent(url.href, { allowIPAddressList: [...allowed] }),
    lookup: (_hostname, { all }, callback) => {
      const [first] = addresses;
      if (all) callback(null, [...addresses]);
      else callback(null, first?.address ?? '', first?.family);
    },
  };
}

/** Leaving the loop closes the connection: what follows is never read. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= BODY_MAX_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, BODY_MAX_BYTES).toString('utf8');
}

const aborted = async (signal: AbortSignal): Promise<never> => {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
};

/** Only the code of a failure: its message may have the address in it, and that may hold a secret. */
function describe(error: unknown): string {
  const { code, message = '' } = error as Partial<NodeJS.ErrnoException>;
  if (message.includes('is not allowed')) return BLOCKED;
  return code === undefined ? 'the request failed' : `the request failed: ${code}`;
}
