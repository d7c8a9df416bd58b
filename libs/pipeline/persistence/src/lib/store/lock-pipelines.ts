import { namedStatement } from '@holdpoint/database';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import type { SendStatement } from './run-transaction';

/**
 * In the order of the ids, so that two batches with pipelines in common wait for each other instead of deadlocking.
 * NO KEY UPDATE, because FOR UPDATE would also wait for everyone who inserts a row that refers to the pipeline.
 */
const lockWait = namedStatement<[readonly PipelineId[]]>(
  'lock_pipelines_wait',
  'SELECT id FROM pipelines WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE',
);

const lockSkipHeld = namedStatement<[readonly PipelineId[]]>(
  'lock_pipelines_skip_held',
  'SELECT id FROM pipelines WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED',
);

/**
 * Shorter than callers are kept waiting, because those who come while it is waited for are told only afterwards; longer
 * than the second after which PostgreSQL looks for deadlocks.
 */
const waitShortly = namedStatement<[]>('wait_shortly', "SELECT set_config('lock_timeout', '1500ms', true)");

/** Locks pipelines until the end of the transaction; answers the ids that it got, in order. Sends everything at once. */
export async function lockPipelines(
  client: ClientBase,
  send: SendStatement,
  ids: readonly PipelineId[],
  held: 'skip_held' | 'wait',
): Promise<readonly PipelineId[]> {
  if (held === 'wait') send(client.query(waitShortly()));
  const statement = held === 'wait' ? lockWait : lockSkipHeld;
  const { rows } = await client.query<{ id: PipelineId }>(statement(ids));
  return rows.map(({ id }) => id);
}
