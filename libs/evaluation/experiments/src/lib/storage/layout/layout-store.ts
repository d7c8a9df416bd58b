import { isLockTimeout, isUniqueViolation } from '@holdpoint/database';
import { assert } from '@holdpoint/kernel';
import {
  PipelineStore,
  StoreError,
  type CreatedPipeline,
  type NewPipeline,
  type PipelineTransaction,
} from '@holdpoint/pipeline-application';
import type { Pool, PoolClient } from 'pg';
import { insertPipeline } from './insert-pipeline';
import type { JobLayout } from './job-layout';
import { LayoutTransaction } from './layout-transaction';

/** Deadlock and serialisation failure. */
const CONFLICTS: readonly unknown[] = ['40P01', '40001'];

/**
 * Pipelines whose jobs are stored by another layout than the product's, to be compared with it: one statement for each
 * row, and none of the product's care for round trips. The pool must look into the layout's schema first.
 */
export class LayoutStore extends PipelineStore {
  constructor(
    private readonly pool: Pool,
    private readonly layout: JobLayout,
  ) {
    super();
  }

  async create(pipeline: NewPipeline): Promise<CreatedPipeline> {
    try {
      return await this.inTransaction((client) => insertPipeline(client, this.layout, pipeline));
    } catch (error) {
      if (!isUniqueViolation(error, 'uq_source_job')) throw error;
      return this.downstreamOf(pipeline.sourceBridge?.jobId ?? 0);
    }
  }

  transaction<T>(work: (transaction: PipelineTransaction) => Promise<T>): Promise<T> {
    return this.inTransaction((client) => work(new LayoutTransaction(client, this.layout)));
  }

  private async downstreamOf(bridgeId: number): Promise<CreatedPipeline> {
    const { rows } = await this.pool.query<CreatedPipeline & { id: number }>(
      'SELECT id, iid FROM pipelines JOIN pipeline_sources source ON source.pipeline_id = id WHERE source_job_id = $1',
      [bridgeId],
    );
    assert(rows[0], `the downstream pipeline of bridge ${bridgeId} is stored`);
    return rows[0];
  }

  private async inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK');
      throw storeFailure(error);
    } finally {
      client.release();
    }
  }
}

function storeFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (CONFLICTS.includes(code)) return new StoreError('conflict', { cause: error });
  return isLockTimeout(error) ? new StoreError('held', { cause: error }) : error;
}
