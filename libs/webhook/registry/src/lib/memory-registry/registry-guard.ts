import { randomBytes } from 'node:crypto';
import { equalSecrets } from '@holdpoint/secrets';
import { basicAuthorization, type RegistryCredentials } from '../auth/credentials';
import { jsonAnswer, refusalAnswer, type RegistryAnswer } from './registry-answer';

/** Who may use a registry, and how it asks for that: by name and password, or by a token from its own token server. */
export interface RegistryAuth extends RegistryCredentials {
  readonly scheme: 'basic' | 'bearer';
}

const TOKEN_PATH = '/token';

/** Lets in whoever knows the one user. */
export class RegistryGuard {
  private readonly basic: string;
  private readonly bearer = `Bearer ${randomBytes(32).toString('base64url')}`;

  constructor(private readonly auth: RegistryAuth) {
    this.basic = basicAuthorization(auth);
  }

  /** The answer of the guard: a token, or a refusal; undefined when the request may pass. */
  answer(url: URL, authorization = ''): RegistryAnswer | undefined {
    const isTokenServer = this.auth.scheme === 'bearer' && url.pathname === TOKEN_PATH;
    if (isTokenServer) return equalSecrets(authorization, this.basic) ? jsonAnswer(200, { token: this.bearer.slice('Bearer '.length) }) : refusalAnswer('UNAUTHORIZED');
    const expected = this.auth.scheme === 'basic' ? this.basic : this.bearer;
    return equalSecrets(authorization, expected) ? undefined : refusalAnswer('UNAUTHORIZED', { 'www-authenticate': this.challenge(url) });
  }

  private challenge({ origin, pathname }: URL): string {
    if (this.auth.scheme === 'basic') return 'Basic realm="registry"';
    const [, name = ''] = /^\/v2\/(.+)\/(?:blobs|manifests|tags)\//.exec(pathname) ?? [];
    return `Bearer realm="${origin}${TOKEN_PATH}",service="registry"${name && `,scope="repository:${name}:pull"`}`;
  }
}
