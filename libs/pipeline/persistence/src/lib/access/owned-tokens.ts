import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import { FILTERED, type TokenFilterValues } from './token-filter';
import { ACTIVE, TOKEN_COLUMNS } from './token-row';

/** Whose tokens are meant: those of a person, those of a project, or every person's. */
export type TokenOwner = { readonly userId: number } | { readonly projectId: number } | 'anybody';

/** What is given of every new token, whosever it is. */
export const INSERTED = `name, token_digest, scopes, expires_at, created_at`;

/** A bot may live on by another token: the level is no longer that of one that was revoked. */
const MEMBER = `project_members member
  ON member.project_id = token.project_id AND member.user_id = token.user_id AND token.revoked_at IS NULL`;

const JOINED = `access_tokens token LEFT JOIN ${MEMBER}`;

/** Statements of their own for each kind of owner, `$1`, so that each has its index; 0 stands for everybody. */
const statementsOf = (kind: string, owned: string) => ({
  count: namedStatement<[number, ...TokenFilterValues]>(
    `count_${kind}_tokens`,
    `SELECT count(*) AS total FROM access_tokens token WHERE ${owned} AND ${FILTERED}`,
  ),
  page: namedStatement<[number, ...TokenFilterValues, number, number]>(
    `${kind}_token_page`,
    `SELECT ${TOKEN_COLUMNS} FROM ${JOINED} WHERE ${owned} AND ${FILTERED} ORDER BY token.id DESC LIMIT $5 OFFSET $6`,
  ),
  byId: namedStatement<[number, number]>(`${kind}_token_by_id`, `SELECT ${TOKEN_COLUMNS} FROM ${JOINED} WHERE ${owned} AND token.id = $2`),
  // What is not active any more is not rotated: of two who ask at once, one gets a token.
  rotate: namedStatement<[number, number, digest: string, expiresAt: Instant]>(
    `rotate_${kind}_token`,
    `WITH replaced AS (
       UPDATE access_tokens token SET revoked_at = holdpoint_now() WHERE ${owned} AND token.id = $2 AND ${ACTIVE} RETURNING *),
     token AS (
       INSERT INTO access_tokens (${INSERTED}, user_id, project_id)
       SELECT name, $3, scopes, to_timestamp($4::float8 / 1000), holdpoint_now(), user_id, project_id FROM replaced RETURNING *)
     SELECT ${TOKEN_COLUMNS} FROM token LEFT JOIN ${MEMBER}`,
  ),
  // A second revocation changes nothing; the bot of a project goes with the last of its tokens.
  revoke: namedStatement<[number, number]>(
    `revoke_${kind}_token`,
    `WITH token AS (
       UPDATE access_tokens token SET revoked_at = coalesce(revoked_at, holdpoint_now())
       WHERE ${owned} AND token.id = $2 RETURNING *),
     gone AS (
       DELETE FROM project_members member USING token
       WHERE member.project_id = token.project_id AND member.user_id = token.user_id AND NOT EXISTS (
         SELECT FROM access_tokens other WHERE other.user_id = token.user_id AND other.id <> token.id AND other.revoked_at IS NULL))
     SELECT id FROM token`,
  ),
});

const OF_PROJECT = statementsOf('project', 'token.project_id = $1');
const OF_PERSON = statementsOf('personal', 'token.project_id IS NULL AND token.user_id = $1');
const OF_ANYBODY = statementsOf('any_personal', 'token.project_id IS NULL AND $1::bigint = 0');

/** The statements for an owner, and what they take for it. */
export const ownedBy = (owner: TokenOwner): readonly [statements: ReturnType<typeof statementsOf>, key: number] => {
  if (owner === 'anybody') return [OF_ANYBODY, 0];
  return 'projectId' in owner ? [OF_PROJECT, owner.projectId] : [OF_PERSON, owner.userId];
};
