import { createHash } from 'node:crypto';
import { namedStatement } from '@holdpoint/database';
import type { Pool } from 'pg';
import { readRows } from '../lookup/read-rows';
import { runCommitted } from '../store/run-transaction';

/** A token to be known. */
export interface AccessTokenInput {
  /** What the token is for, for people. */
  readonly name: string;
  /** Whom it stands for. */
  readonly username: string;
  readonly token: string;
}

const ownerOfToken = namedStatement<[string]>(
  'owner_of_token',
  'SELECT username FROM access_tokens WHERE token_digest = $1 AND revoked_at IS NULL',
);

const insertToken = namedStatement<[string, string, string]>(
  'insert_token',
  `INSERT INTO access_tokens (name, username, token_digest, created_at) VALUES ($1, $2, $3, holdpoint_now())
   ON CONFLICT (token_digest) DO NOTHING`,
);

const revokeToken = namedStatement<[string]>(
  'revoke_token',
  'UPDATE access_tokens SET revoked_at = holdpoint_now() WHERE token_digest = $1 AND revoked_at IS NULL',
);

/**
 * Access tokens. Only their SHA-256 digests are stored: tokens are long random strings, so a digest cannot be guessed
 * back, and looking it up in an index gives away nothing about a token by its timing.
 */
export class AccessTokens {
  constructor(private readonly pool: Pool) {}

  /** Whom a token stands for; undefined when it is unknown or revoked. */
  async verify(token: string): Promise<{ readonly username: string } | undefined> {
    const [row] = await readRows<{ username: string }>(this.pool, ownerOfToken(digestOf(token)));
    return row;
  }

  /** Makes a token known; one that is known already, even if revoked, stays as it is. */
  async ensure({ name, username, token }: AccessTokenInput): Promise<void> {
    await runCommitted(this.pool, (client) => client.query(insertToken(name, username, digestOf(token))));
  }

  /** Makes a token invalid from now on. */
  async revoke(token: string): Promise<void> {
    await runCommitted(this.pool, (client) => client.query(revokeToken(digestOf(token))));
  }
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');
