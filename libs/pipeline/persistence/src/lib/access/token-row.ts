import type { Instant } from '@holdpoint/kernel';
import type { AccessLevel, TokenScope } from '@holdpoint/pipeline-domain';

/** An access token as lists show it, without its text; instants in epoch milliseconds. */
export interface TokenRow {
  readonly id: number;
  readonly name: string;
  /** Whom it stands for: a person, or the bot of a project. */
  readonly userId: number;
  readonly scopes: readonly TokenScope[];
  /** What it may do in its project; null for a personal token, and once its bot is no member any more. */
  readonly accessLevel: AccessLevel | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly revoked: boolean;
  /** Neither revoked nor expired. */
  readonly active: boolean;
}

/** A token that was just made: the only time that its text is there. */
export interface IssuedToken extends TokenRow {
  readonly token: string;
}

/** Whether `access_tokens token` is neither revoked nor expired. */
export const ACTIVE = 'token.revoked_at IS NULL AND coalesce(token.expires_at > holdpoint_now(), true)';

/** Columns of a {@link TokenRow}, of `access_tokens token` left joined with its bot's `project_members member`. */
export const TOKEN_COLUMNS = `token.id, token.name, token.user_id AS "userId", token.scopes,
  member.access_level AS "accessLevel", token.created_at AS "createdAt", token.expires_at AS "expiresAt",
  token.revoked_at IS NOT NULL AS revoked,
  ${ACTIVE} AS active`;
