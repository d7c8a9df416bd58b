import { namedStatement } from '@holdpoint/database';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import type { SendStatement } from '../sql/run-transaction';

/** A pipeline to be locked or read, if it is of this project; null: of any. */
export interface SoughtPipeline {
  readonly id: PipelineId;
  readonly projectId: number | null;
}

/** Joins the pipelines that are sought; an id may be sought in several projects, and is found in one of them at most. */
export const joinSought = (sought: string): string =>
  `JOIN pipelines p ON p.id = ${sought}.id AND p.project_id = coalesce(${sought}.project_id, p.project_id)`;

const SOUGHT = `SELECT p.id FROM unnest($1::bigint[], $2::bigint[]) AS sought (id, project_id) ${joinSought('sought')}
  ORDER BY p.id FOR NO KEY UPDATE OF p`;

type SoughtParameters = [ids: readonly PipelineId[], projectIds: readonly (number | null)[]];

/**
 * In the order of the ids, so that two batches with pipelines in common wait for each other instead of deadlocking.
 * NO KEY UPDATE, because FOR UPDATE would also wait for everyone who inserts a row that refers to the pipeline.
 */
const lockWait = namedStatement<SoughtParameters>('lock_pipelines_wait', SOUGHT);

const lockSkipHeld = namedStatement<SoughtParameters>('lock_pipelines_skip_held', `${SOUGHT} SKIP LOCKED`);

/**
 * How long the transaction waits for a lock: longer than the second after which PostgreSQL looks for deadlocks, and a
 * quarter of the 5 s that callers are kept waiting: one whose time ends amid such a wait is told at the end of it (with
 * 1.5 s the first caller was told after 6 s).
 */
export const waitShortly = namedStatement<[]>('wait_shortly', "SELECT set_config('lock_timeout', '1250ms', true)");

/** Locks pipelines until the end of the transaction; answers the ids that it got, in order. Sends everything at once. */
export async function lockPipelines(
  client: ClientBase,
  send: SendStatement,
  sought: readonly SoughtPipeline[],
  held: 'skip_held' | 'wait',
): Promise<readonly PipelineId[]> {
  if (held === 'wait') send(client.query(waitShortly()));
  const statement = held === 'wait' ? lockWait : lockSkipHeld;
  const { rows } = await client.query<{ id: PipelineId }>(statement(sought.map(({ id }) => id), sought.map(({ projectId }) => projectId)));
  return rows.map(({ id }) => id);
}
