import { namedStatement } from '@holdpoint/database';
import { secretDigest } from '@holdpoint/secrets';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { TOKEN_COLUMNS, type TokenRow } from './token-row';

const tokenByDigest = namedStatement<[string]>(
  'token_by_digest',
  `SELECT ${TOKEN_COLUMNS}, token.project_id AS "projectId"
   FROM access_tokens token LEFT JOIN project_members member
     ON member.project_id = token.project_id AND member.user_id = token.user_id
   WHERE token.token_digest = $1`,
);

/** A token, and the project that it opens; null for a personal one. */
export interface OwnTokenRow extends TokenRow {
  readonly projectId: number | null;
}

/** Finds an access token by its text: that of whoever asks about their own. */
export class OwnToken {
  constructor(private readonly pool: Pool) {}

  /** Undefined when there is no such token. */
  async find(token: string): Promise<OwnTokenRow | undefined> {
    return (await readRows<OwnTokenRow>(this.pool, tokenByDigest(secretDigest(token))))[0];
  }
}
