import { namedStatement } from '@holdpoint/database';
import { PipelineDeletion, type DeletablePipeline } from '@holdpoint/pipeline-application';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { runTransaction } from '../sql/run-transaction';
import { waitShortly } from '../store/lock-pipelines';

const deletablePipeline = namedStatement<[number, PipelineId]>(
  'deletable_pipeline',
  'SELECT status, version FROM pipelines WHERE project_id = $1 AND id = $2',
);

const deletePipeline = namedStatement<[PipelineId, number]>('delete_pipeline', 'DELETE FROM pipelines WHERE id = $1 AND version = $2');

/** {@link PipelineDeletion} in PostgreSQL: what belongs to the pipeline goes with its row. */
export class PgPipelineDeletion extends PipelineDeletion {
  constructor(private readonly pool: Pool) {
    super();
  }

  async find(projectId: number, pipelineId: PipelineId): Promise<DeletablePipeline | undefined> {
    const [pipeline] = await readRows<DeletablePipeline & object>(this.pool, deletablePipeline(projectId, pipelineId));
    return pipeline;
  }

  /** Whoever holds the pipeline is waited for as a pass would; then it is another version, or not. */
  delete(pipelineId: PipelineId, { version }: DeletablePipeline): Promise<boolean> {
    return runTransaction(this.pool, async (client, send) => {
      send(client.query(waitShortly()));
      const { rowCount } = await client.query(deletePipeline(pipelineId, version));
      return rowCount === 1;
    });
  }
}
