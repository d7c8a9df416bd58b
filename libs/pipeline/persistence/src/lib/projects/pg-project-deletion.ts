import { namedStatement } from '@holdpoint/database';
import { ProjectDeletion } from '@holdpoint/pipeline-application';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { runCommitted, runTransaction } from '../sql/run-transaction';
import { waitShortly } from '../store/lock-pipelines';
import { SLICE_MAX } from '../upkeep/run-slices';

const pipelinesOfProject = namedStatement<[number, PipelineId | null, number]>(
  'pipelines_of_deleted_project',
  'SELECT id FROM pipelines WHERE project_id = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3',
);

const deleteCallbacks = namedStatement<[number]>(
  'delete_callbacks_of_project',
  `DELETE FROM callbacks WHERE id IN (SELECT id FROM callbacks WHERE project_id = $1 ORDER BY received_at, id LIMIT ${SLICE_MAX})`,
);

const lockProject = namedStatement<[number]>('lock_deleted_project', 'SELECT FROM projects WHERE id = $1 FOR UPDATE');

/** Its bots go with it: they are nobody without its tokens. */
const deleteProject = namedStatement<[number]>(
  'delete_project',
  `WITH deleted AS (
     DELETE FROM projects WHERE id = $1 AND NOT EXISTS (SELECT FROM pipelines WHERE project_id = $1) RETURNING id),
   bots AS (
     DELETE FROM users USING access_tokens token, deleted
     WHERE token.project_id = deleted.id AND users.id = token.user_id AND users.user_type = 'project_bot')
   SELECT id FROM deleted`,
);

/** {@link ProjectDeletion} in PostgreSQL. */
export class PgProjectDeletion extends ProjectDeletion {
  constructor(private readonly pool: Pool) {
    super();
  }

  async pipelinesOf(projectId: number, before: PipelineId | null, limit: number): Promise<readonly PipelineId[]> {
    const rows = await readRows<{ id: PipelineId }>(this.pool, pipelinesOfProject(projectId, before, limit));
    return rows.map(({ id }) => id);
  }

  async deleteCallbacks(projectId: number): Promise<boolean> {
    const { rowCount } = await runCommitted(this.pool, (client) => client.query(deleteCallbacks(projectId)));
    return rowCount === SLICE_MAX;
  }

  /** Whoever is making a pipeline holds the project; once that is over, no further one can come, and this one is seen. */
  delete(projectId: number): Promise<boolean> {
    return runTransaction(this.pool, async (client, send) => {
      send(client.query(waitShortly()));
      const { rowCount: found } = await client.query(lockProject(projectId));
      if (found === 0) return true;
      const { rowCount } = await client.query(deleteProject(projectId));
      return rowCount === 1;
    });
  }
}
