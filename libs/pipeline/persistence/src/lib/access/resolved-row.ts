import { err, ok, type Result } from '@holdpoint/kernel';
import type { AccessLevel, Bearer, TokenScope } from '@holdpoint/pipeline-domain';
import type { ProjectRow } from '../projects/project-row';

/** Why a token is refused. */
export type TokenProblem = 'unknown' | 'revoked' | 'expired' | 'blocked';

/** What the statement tells of one request, as JSON; each part is null where there is nothing of it. */
export interface ResolvedRow {
  /** Which request, counted from 1. */
  readonly position: number;
  readonly userId: number | null;
  readonly username: string | null;
  readonly admin: boolean | null;
  readonly scopes: readonly TokenScope[] | null;
  readonly tokenProjectId: number | null;
  readonly problem: Exclude<TokenProblem, 'unknown'> | null;
  readonly memberLevel: AccessLevel | null;
  readonly project: (Omit<ProjectRow, 'createdAt'> & { readonly createdAt: string }) | null;
}

/** Not joined: a plan that was made while tables were small would read every membership of a user. */
const MEMBER_LEVEL = `(SELECT access_level FROM project_members member
  WHERE member.project_id = project.id AND member.user_id = users.id) AS "memberLevel"`;

/** The columns of a {@link ResolvedRow}. */
export const RESOLVED_COLUMNS = `asked.position, users.id AS "userId", users.username, users.admin, token.scopes,
  token.project_id AS "tokenProjectId",
  CASE WHEN token.revoked_at IS NOT NULL THEN 'revoked' WHEN token.expires_at <= holdpoint_now() THEN 'expired'
    WHEN users.state = 'blocked' THEN 'blocked' END AS problem,
  ${MEMBER_LEVEL}, row_to_json(project) AS project`;

/** Whom the token stands for, or why it is refused. */
export function bearerOf(row: ResolvedRow): Result<Bearer, TokenProblem> {
  const { userId, username, scopes, tokenProjectId: projectId } = row;
  if (userId === null || username === null || scopes === null) return err('unknown');
  if (row.problem !== null) return err(row.problem);
  if (projectId !== null) return ok({ type: 'project_bot', userId, username, projectId, scopes });
  return ok({ type: 'user', userId, username, admin: row.admin === true, scopes });
}

/** The project in the address; JSON tells instants in ISO 8601. */
export const projectOf = ({ project }: ResolvedRow): ProjectRow | null => project && { ...project, createdAt: Date.parse(project.createdAt) };
