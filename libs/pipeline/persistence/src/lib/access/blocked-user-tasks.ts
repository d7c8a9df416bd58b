import { namedStatement } from '@holdpoint/database';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { runCommitted } from '../sql/run-transaction';

/** The task that blocking a user leaves: what they have under way is failed. */
export const DROP_USER_PIPELINES = 'drop_user_pipelines';

/** What such a task is about. */
export interface BlockedUserTask {
  readonly username: string;
  /** Who has blocked them. */
  readonly actor: string;
  /** The last of their pipelines that a task before has seen to; 0 for the first task. */
  readonly after: PipelineId;
}

/** Reads what a task was given; throws when it names no user. */
export function blockedUserTaskOf(payload: unknown): BlockedUserTask {
  const { username, actor, after = 0 } = payload as Readonly<Partial<Record<keyof BlockedUserTask, unknown>>>;
  if (typeof username === 'string' && typeof actor === 'string' && typeof after === 'number') return { username, actor, after };
  throw new Error('A task about a blocked user names them, and who has blocked them');
}

/** Adds the task; it is due at once, in real time. */
export const addBlockedUserTask = namedStatement<[username: string, actor: string, after: PipelineId]>(
  'add_blocked_user_task',
  `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY[ROW('${DROP_USER_PIPELINES}', json_build_object('username', $1::text, 'actor', $2::text, 'after', $3::bigint),
     NULL, NULL, NULL, NULL, NULL, NULL)::graphile_worker.job_spec])`,
);

/** Tasks about users who were blocked. */
export class BlockedUserTasks {
  constructor(private readonly pool: Pool) {}

  /** Leaves a task to go on where another has ended. */
  async add({ username, actor, after }: BlockedUserTask): Promise<void> {
    await runCommitted(this.pool, (client) => client.query(addBlockedUserTask(username, actor, after)));
  }
}
