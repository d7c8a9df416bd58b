import { createHash } from 'node:crypto';
import { BatchedLookup, namedStatement } from '@holdpoint/database';
import type { Pool } from 'pg';
import { readRows } from '../lookup/read-rows';
import { runCommitted, runTransaction } from '../store/run-transaction';

/** A token to be known. */
export interface AccessTokenInput {
  /** What the token is for, for people. */
  readonly name: string;
  /** Whom it stands for. */
  readonly username: string;
  readonly token: string;
}

/** Whom a token stands for. */
export interface TokenOwner {
  readonly username: string;
}

const ownersOfTokens = namedStatement<[readonly string[]]>(
  'owners_of_tokens',
  'SELECT token_digest AS digest, username FROM access_tokens WHERE token_digest = ANY($1::text[]) AND revoked_at IS NULL',
);

const insertToken = namedStatement<[string, string, string]>(
  'insert_token',
  `INSERT INTO access_tokens (name, username, token_digest, created_at) VALUES ($1, $2, $3, holdpoint_now())
   ON CONFLICT (token_digest) DO NOTHING`,
);

/** Only by a token that is valid itself: one that was replaced must not come back and shut out its successor. */
const replaceOthers = namedStatement<[string, string]>(
  'replace_other_tokens',
  `WITH valid AS (SELECT FROM access_tokens WHERE token_digest = $2 AND revoked_at IS NULL),
   replaced AS (
     UPDATE access_tokens SET revoked_at = holdpoint_now()
     WHERE name = $1 AND token_digest <> $2 AND revoked_at IS NULL AND EXISTS (SELECT FROM valid))
   SELECT EXISTS (SELECT FROM valid) AS valid`,
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
  private readonly owners: BatchedLookup<string, TokenOwner>;

  constructor(private readonly pool: Pool) {
    this.owners = new BatchedLookup(async (digests) => {
      const rows = await readRows<TokenOwner & { digest: string }>(this.pool, ownersOfTokens(digests));
      return new Map(rows.map(({ digest, username }) => [digest, { username }]));
    });
  }

  /** Whom a token stands for; undefined when it is unknown or revoked. */
  verify(token: string): Promise<TokenOwner | undefined> {
    return this.owners.find(digestOf(token));
  }

  /**
   * Makes a token known, and revokes every other of its name: so a token is replaced. One that is known already stays
   * as it is; answers false, and revokes nothing, when it was itself revoked.
   */
  async ensure({ name, username, token }: AccessTokenInput): Promise<boolean> {
    const digest = digestOf(token);
    return runTransaction(this.pool, async (client) => {
      await client.query(insertToken(name, username, digest));
      const { rows } = await client.query<{ valid: boolean }>(replaceOthers(name, digest));
      return rows[0]?.valid ?? false;
    });
  }

  /** Makes a token invalid from now on. */
  async revoke(token: string): Promise<void> {
    await runCommitted(this.pool, (client) => client.query(revokeToken(digestOf(token))));
  }
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');
