import { namedStatement } from '@holdpoint/database';

/** The task that blocking a user leaves: what they have under way is failed. */
export const DROP_USER_PIPELINES = 'drop_user_pipelines';

/** What such a task is about. */
export interface BlockedUserTask {
  readonly username: string;
  /** Who has blocked them. */
  readonly actor: string;
}

/** Reads what a task was given; throws when it names no user. */
export function blockedUserTaskOf(payload: unknown): BlockedUserTask {
  const { username, actor } = payload as { readonly username?: unknown; readonly actor?: unknown };
  if (typeof username === 'string' && typeof actor === 'string') return { username, actor };
  throw new Error('A task about a blocked user names them, and who has blocked them');
}

/** Adds the task; it is due at once, in real time. */
export const addBlockedUserTask = namedStatement<[username: string, actor: string]>(
  'add_blocked_user_task',
  `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY[ROW('${DROP_USER_PIPELINES}', json_build_object('username', $1::text, 'actor', $2::text),
     NULL, NULL, NULL, NULL, NULL, NULL)::graphile_worker.job_spec])`,
);
