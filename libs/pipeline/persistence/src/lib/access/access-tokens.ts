import { namedStatement } from '@holdpoint/database';
import { err, ok, type Instant, type Result } from '@holdpoint/kernel';
import type { AccessLevel, TokenScope } from '@holdpoint/pipeline-domain';
import { secretDigest } from '@holdpoint/secrets';
import { randomBytes } from 'node:crypto';
import type { Pool, QueryConfig } from 'pg';
import { readRows } from '../sql/read-rows';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import { runCommitted, runTransaction } from '../sql/run-transaction';
import { INSERTED, ownedBy, type TokenOwner } from './owned-tokens';
import { filterValues, type TokenFilter } from './token-filter';
import { TOKEN_COLUMNS, type IssuedToken, type TokenRow } from './token-row';
import { newTokenText } from './token-text';

/** A token that is known before it is stored: the operator's. */
export interface AccessTokenInput {
  /** What the token is for, for people. */
  readonly name: string;
  /** Whom it stands for. */
  readonly username: string;
  readonly token: string;
}

/** A token to be made. */
export interface NewToken {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt: Instant;
}

const insertKnown = namedStatement<[string, string, string]>(
  'insert_token',
  `INSERT INTO access_tokens (name, user_id, token_digest, scopes, created_at)
   SELECT $1, id, $3, '{api}', holdpoint_now() FROM users WHERE username = $2 ON CONFLICT (token_digest) DO NOTHING`,
);

/** Only by a token that is valid itself: one that was replaced must not come back and shut out its successor. */
const replaceOthers = namedStatement<[string, string]>(
  'replace_other_tokens',
  `WITH valid AS (SELECT user_id FROM access_tokens WHERE token_digest = $2 AND revoked_at IS NULL),
   replaced AS (
     UPDATE access_tokens SET revoked_at = holdpoint_now() FROM valid
     WHERE name = $1 AND access_tokens.user_id = valid.user_id AND token_digest <> $2 AND revoked_at IS NULL
       AND expires_at IS NULL)
   SELECT EXISTS (SELECT FROM valid) AS valid`,
);

type Secret = readonly [name: string, digest: string, scopes: readonly TokenScope[], expiresAt: Instant];

const VALUES = `$1, $2, $3::text[], to_timestamp($4::float8 / 1000), holdpoint_now()`;

const insertPersonal = namedStatement<[...Secret, userId: number]>(
  'insert_personal_token',
  `WITH token AS (
     INSERT INTO access_tokens (${INSERTED}, user_id) SELECT ${VALUES}, id FROM users
     WHERE id = $5 AND user_type = 'human' RETURNING *)
   SELECT ${TOKEN_COLUMNS} FROM token LEFT JOIN project_members member ON false`,
);

/** What tells bots of one project apart, as in GitLab; nothing of the token, as every member is shown it. */
const BOT_NAME_BYTES = 16;

/** As in GitLab a bot is made for the token, and the bot is the member. */
const insertForProject = namedStatement<[...Secret, projectId: number, level: AccessLevel, bot: string]>(
  'insert_project_token',
  `WITH bot AS (
     INSERT INTO users (username, name, user_type, created_at) VALUES ($7, $1, 'project_bot', holdpoint_now()) RETURNING id),
   member AS (
     INSERT INTO project_members (project_id, user_id, access_level, created_at)
     SELECT $5, id, $6, holdpoint_now() FROM bot RETURNING *),
   token AS (INSERT INTO access_tokens (${INSERTED}, user_id, project_id) SELECT ${VALUES}, id, $5 FROM bot RETURNING *)
   SELECT ${TOKEN_COLUMNS} FROM token, member`,
);

/** Makes, shows and revokes access tokens, of which only the digests are stored. */
export class AccessTokens {
  constructor(private readonly pool: Pool) {}

  /**
   * Makes a token known that opens everything to its user and has no end, and revokes every other such one of its name:
   * so a token is replaced. One that is known already stays as it is; answers false, and revokes nothing, when it was
   * itself revoked or there is no such user.
   */
  async ensure({ name, username, token }: AccessTokenInput): Promise<boolean> {
    const digest = secretDigest(token);
    return runTransaction(this.pool, async (client) => {
      await client.query(insertKnown(name, username, digest));
      const { rows } = await client.query<{ valid: boolean }>(replaceOthers(name, digest));
      return rows[0]?.valid ?? false;
    });
  }

  /** A new token for a person. */
  async issuePersonal(userId: number, wanted: NewToken): Promise<Result<IssuedToken, 'user_not_found'>> {
    const token = newTokenText();
    const row = await this.insert(insertPersonal(...secretOf(wanted, token), userId));
    return row ? ok({ ...row, token }) : err('user_not_found');
  }

  /** A new token for a project, which acts at a level of its own. */
  async issueForProject(projectId: number, level: AccessLevel, wanted: NewToken): Promise<IssuedToken> {
    const token = newTokenText();
    const bot = `project_${projectId}_bot_${randomBytes(BOT_NAME_BYTES).toString('hex')}`;
    const row = await this.insert(insertForProject(...secretOf(wanted, token), projectId, level, bot));
    if (!row) throw new Error('a token that was inserted has a row');
    return { ...row, token };
  }

  /** A page of tokens, newest first, unless filtered the revoked among them, with their number. */
  async list(owner: TokenOwner, page: PageRequest, filter: TokenFilter = {}): Promise<PageOf<TokenRow>> {
    const [statements, key] = ownedBy(owner);
    const values = filterValues(filter);
    const [counted] = await readRows<{ total: number }>(this.pool, statements.count(key, ...values));
    const tokens = await readRows<TokenRow>(this.pool, statements.page(key, ...values, page.perPage, offsetOf(page)));
    return countedPage(tokens, counted?.total ?? 0, page);
  }

  /** A token; undefined when the owner has no such one. */
  async find(owner: TokenOwner, id: number): Promise<TokenRow | undefined> {
    const [statements, key] = ownedBy(owner);
    return (await readRows<TokenRow>(this.pool, statements.byId(key, id)))[0];
  }

  /** Puts a new token in the place of one, with its name, scopes and bot; undefined when the owner has no active such one. */
  async rotate(owner: TokenOwner, id: number, expiresAt: Instant): Promise<IssuedToken | undefined> {
    const [statements, key] = ownedBy(owner);
    const token = newTokenText();
    const statement = statements.rotate(key, id, secretDigest(token), expiresAt);
    const row = await this.insert(statement);
    return row && { ...row, token };
  }

  /** Makes a token invalid from now on; false when the owner has no such token. */
  async revoke(owner: TokenOwner, id: number): Promise<boolean> {
    const [statements, key] = ownedBy(owner);
    return (await runCommitted(this.pool, (client) => client.query(statements.revoke(key, id)))).rows.length > 0;
  }

  private async insert(statement: QueryConfig): Promise<TokenRow | undefined> {
    const { rows } = await runCommitted(this.pool, (client) => client.query<TokenRow>(statement));
    return rows[0];
  }
}

const secretOf = ({ name, scopes, expiresAt }: NewToken, token: string): [...Secret] => [name, secretDigest(token), scopes, expiresAt];
