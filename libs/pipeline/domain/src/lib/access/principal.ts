import type { TokenScope } from './token-scope';

/** Whoever calls: a person, a project's own token, or the attempt of a job. */
export type Principal = UserPrincipal | ProjectBotPrincipal | JobPrincipal;

/** A user, by a personal access token. */
export interface UserPrincipal {
  readonly type: 'user';
  readonly userId: number;
  readonly username: string;
  readonly admin: boolean;
  readonly scopes: readonly TokenScope[];
}

/** The bot behind a project access token: as good as a member, of that project alone. */
export interface ProjectBotPrincipal {
  readonly type: 'project_bot';
  readonly userId: number;
  readonly username: string;
  readonly projectId: number;
  readonly scopes: readonly TokenScope[];
}

/** Whoever holds an access token, and so has a row among the users. */
export type Bearer = UserPrincipal | ProjectBotPrincipal;

/** What the token of a job begins with. */
export const JOB_TOKEN_PREFIX = 'hpjt-';

/** One attempt of a job, by the token that was handed to whoever works on it. */
export interface JobPrincipal {
  readonly type: 'job';
  readonly jobId: number;
  readonly pipelineId: number;
  readonly projectId: number;
  /** Under what name it acts. */
  readonly username: string;
}

/** The user whose memberships say which projects a bearer sees; null for an admin, who sees all. */
export const membershipsOf = (bearer: Bearer): number | null =>
  bearer.type === 'user' && bearer.admin ? null : bearer.userId;
