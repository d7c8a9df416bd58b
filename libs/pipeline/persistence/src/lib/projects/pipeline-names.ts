import type { Pool } from 'pg';
import { runCommitted } from '../sql/run-transaction';

/** Names that people give to pipelines after they were made: nothing else depends on them. */
export class PipelineNames {
  constructor(private readonly pool: Pool) {}

  /** Renames a pipeline of a project; answers whether there is such a pipeline. */
  async rename(projectId: number, pipelineId: number, name: string): Promise<boolean> {
    const sql = 'UPDATE pipelines SET name = $3, updated_at = holdpoint_now() WHERE project_id = $1 AND id = $2';
    const { rowCount } = await runCommitted(this.pool, (client) => client.query(sql, [projectId, pipelineId, name]));
    return rowCount === 1;
  }
}
