import { ok, type JsonObject, type Result } from '@holdpoint/kernel';
import type { Exchange, ExchangeRequest } from '../http/exchange';
import { parseJsonObject } from '../http/parse-json-object';
import { refusalOfStatus } from '../http/refusal-of-status';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';
import type { Challenge } from './parse-challenges';
import { basicAuthorization, type RegistryCredentials } from './credentials';

/** What a token is asked for. */
export interface TokenWish {
  /** Null for a token that everybody gets. */
  readonly credentials: RegistryCredentials | null;
  /** The scope that is asked for unless the challenge names one for the same actions: `repository:group/app:pull`. */
  readonly scope: string;
}

/** What may stand behind `Bearer` (RFC 6750, section 2.1). */
const TOKEN = /^[\w.~+/-]+=*$/;
const TOKEN_MAX_LENGTH = 8_192;

/** Gets the value of `Authorization` by a token of the realm that a challenge names, as Docker's token protocol has it. */
export async function requestToken(exchange: Exchange, challenge: Challenge, wish: TokenWish): Promise<Result<string, RegistryRefusal>> {
  const realm = challenge.parameters.get('realm') ?? '';
  if (!URL.canParse(realm)) return refuse('malformed', 'the realm of its tokens is no address');
  const answer = await exchange.send(tokenRequest(new URL(realm), challenge, wish));
  if (!answer.ok) return answer;
  // That there is no such page says nothing of the digest.
  if (answer.value.status === 404) return refuse('malformed', 'there is no token server where it says');
  if (answer.value.status !== 200) return refusalOfStatus(answer.value.status);
  const parsed = parseJsonObject(answer.value.body);
  return parsed.ok ? authorizationOf(parsed.value) : parsed;
}

function tokenRequest(url: URL, { parameters }: Challenge, { credentials, scope }: TokenWish): ExchangeRequest {
  const service = parameters.get('service');
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('scope', scopeOf(parameters.get('scope'), scope));
  return { url, headers: credentials ? { authorization: basicAuthorization(credentials) } : {} };
}

/** A registry behind a proxy may know the repository by another name; it is never helped to a token for more than is needed. */
function scopeOf(asked: string | undefined, own: string): string {
  const [, , actions] = own.split(':');
  return asked !== undefined && /^repository:[^\s:]+:[^\s:]+$/.test(asked) && asked.endsWith(`:${actions}`) ? asked : own;
}

function authorizationOf({ token, access_token: accessToken }: JsonObject): Result<string, RegistryRefusal> {
  const found = token ?? accessToken;
  const isToken = typeof found === 'string' && found.length <= TOKEN_MAX_LENGTH && TOKEN.test(found);
  return isToken ? ok(`Bearer ${found}`) : refuse('malformed', 'no token is in the answer for one');
}
