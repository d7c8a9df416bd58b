import {
  PipelineStore,
  type CreatedPipeline,
  type NewPipeline,
  type PipelineTransaction,
} from '@holdpoint/pipeline-application';
import type { Pool } from 'pg';
import { insertPipeline } from './insert-pipeline';
import { PgPipelineTransaction } from './pg-pipeline-transaction';
import { runCommitted, runTransaction } from './run-transaction';

/** What a {@link PgPipelineStore} may be told. */
export interface PipelineStoreSettings {
  /** True adds a graphile-worker task at the deadline of every external job that starts; off by default. */
  readonly deadlineTasks?: boolean;
}

/**
 * Pipelines in PostgreSQL, through a pool made by `createStorePool`. A transaction of the corridor is BEGIN, lock, two
 * statements to load, one to write (three when jobs are retried, and one more for deadline tasks) and COMMIT.
 */
export class PgPipelineStore extends PipelineStore {
  constructor(
    private readonly pool: Pool,
    private readonly settings: PipelineStoreSettings = {},
  ) {
    super();
  }

  create(pipeline: NewPipeline): Promise<CreatedPipeline> {
    return runCommitted(this.pool, (client) => insertPipeline(client, pipeline));
  }

  transaction<T>(work: (transaction: PipelineTransaction) => Promise<T>): Promise<T> {
    const { deadlineTasks = false } = this.settings;
    return runTransaction(this.pool, (client) => work(new PgPipelineTransaction(client, deadlineTasks)));
  }
}
