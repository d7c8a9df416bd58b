import { namedStatement } from '@holdpoint/database';
import { ResourceGroups, type AssignedJob } from '@holdpoint/pipeline-application';
import { lineRuleOf, type ProcessMode, type ResourceGroupId } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { runTransaction } from '../sql/run-transaction';
import { IS_HELD, lineOrder } from './request-sql';

/** Passes refer to the row while they write requests, and are not held up: only another assignment is. */
const lockGroup = namedStatement<[ResourceGroupId]>(
  'lock_resource_group',
  'SELECT process_mode AS mode FROM resource_groups WHERE id = $1 FOR NO KEY UPDATE',
);

const assignStatement = (order: 'ASC' | 'DESC') =>
  namedStatement<[ResourceGroupId, boolean]>(
    `assign_resource_${order.toLowerCase()}`,
    `WITH holder AS MATERIALIZED (
       SELECT job_id, pipeline_id, state FROM resource_requests
       WHERE resource_group_id = $1 AND ${IS_HELD}),
     next AS MATERIALIZED (
       SELECT job_id, state FROM resource_requests
       WHERE resource_group_id = $1 AND ($2 OR state = 'waiting') AND NOT EXISTS (SELECT FROM holder)
       ORDER BY ${lineOrder(order)} LIMIT 1),
     given AS (
       UPDATE resource_requests request SET state = 'assigned' FROM next
       WHERE request.job_id = next.job_id AND next.state = 'waiting' AND request.state = 'waiting'
       RETURNING request.job_id, request.pipeline_id)
     SELECT job_id AS "jobId", pipeline_id AS "pipelineId" FROM given
     UNION ALL SELECT job_id, pipeline_id FROM holder WHERE state = 'assigned'`,
  );

const assignOldest = assignStatement('ASC');
const assignNewest = assignStatement('DESC');

/** {@link ResourceGroups} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgResourceGroups extends ResourceGroups {
  constructor(private readonly pool: Pool) {
    super();
  }

  /** Two statements: what the first has waited for is seen by the second. */
  assign(id: ResourceGroupId): Promise<AssignedJob | null> {
    return runTransaction(this.pool, async (client) => {
      const { rows: [group] } = await client.query<{ mode: ProcessMode }>(lockGroup(id));
      if (!group) return null;
      const { newestFirst, heedsUpcoming } = lineRuleOf(group.mode);
      const statement = newestFirst ? assignNewest : assignOldest;
      const { rows: [assigned] } = await client.query<AssignedJob>(statement(id, heedsUpcoming));
      return assigned ?? null;
    });
  }
}
