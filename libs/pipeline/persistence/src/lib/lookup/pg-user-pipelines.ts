import { namedStatement } from '@holdpoint/database';
import { UserPipelines } from '@holdpoint/pipeline-application';
import type { PipelineId, Status } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';

/** Pipelines have no index by their maker: together the tasks go over them once, which is seldom asked for. */
const pipelinesOfBlocked = namedStatement<[string, readonly Status[], PipelineId, number]>(
  'pipelines_of_blocked_user',
  `SELECT pipelines.id FROM pipelines WHERE created_by = $1 AND status = ANY($2) AND id > $3
     AND EXISTS (SELECT FROM users WHERE username = $1 AND state = 'blocked')
   ORDER BY id LIMIT $4`,
);

/** {@link UserPipelines} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgUserPipelines extends UserPipelines {
  constructor(private readonly pool: Pool) {
    super();
  }

  async findOfBlocked(username: string, statuses: readonly Status[], after: PipelineId, limit: number): Promise<readonly PipelineId[]> {
    const rows = await readRows<{ id: PipelineId }>(this.pool, pipelinesOfBlocked(username, statuses, after, limit));
    return rows.map(({ id }) => id);
  }
}
