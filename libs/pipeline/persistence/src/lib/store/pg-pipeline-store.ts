import {
  PipelineStore,
  type CreatedPipeline,
  type NewPipeline,
  type PipelineTransaction,
} from '@holdpoint/pipeline-application';
import { isUniqueViolation } from '@holdpoint/database';
import { HOLDPOINT_CI_MODEL, type CiModel } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { FactsCache } from './facts-cache';
import { findDownstream, insertPipeline } from './insert-pipeline';
import { PgPipelineTransaction } from './pg-pipeline-transaction';
import { runCommitted, runTransaction } from '../sql/run-transaction';

/** What a {@link PgPipelineStore} may be told. */
export interface PipelineStoreSettings {
  /** True adds graphile-worker tasks: one for each pipeline, at its wake-up; off by default. */
  readonly deadlineTasks?: boolean;
  /** Says in which status everything begins and what counts into a duration; the product's when left out. */
  readonly model?: CiModel;
}

/**
 * Pipelines in PostgreSQL, through a pool made by `createStorePool`. A transaction of the corridor is BEGIN, lock, one
 * statement to load, one to write (three when jobs are retried, one more before it when a pipeline with bridges ends,
 * one to three for commit statuses, and one more each for parked callbacks, hooks and commands to other pipelines),
 * those that append events, and COMMIT. BEGIN, lock and load are one round trip, the rest another, and jobs that start
 * one more between them.
 */
export class PgPipelineStore extends PipelineStore {
  private readonly cache: FactsCache;
  private readonly deadlineTasks: boolean;
  private readonly model: CiModel;

  constructor(
    private readonly pool: Pool,
    { deadlineTasks = false, model = HOLDPOINT_CI_MODEL }: PipelineStoreSettings = {},
  ) {
    super();
    this.deadlineTasks = deadlineTasks;
    this.model = model;
    this.cache = new FactsCache(model);
  }

  async create(pipeline: NewPipeline): Promise<CreatedPipeline> {
    const { model, deadlineTasks: withTask } = this;
    try {
      return await runCommitted(this.pool, (client) => insertPipeline(client, pipeline, { model, withTask, isDue: true }));
    } catch (error) {
      if (!isUniqueViolation(error, 'uq_pipeline_sources_job')) throw error;
      return findDownstream(this.pool, pipeline.sourceBridge?.jobId ?? 0);
    }
  }

  async transaction<T>(work: (transaction: PipelineTransaction) => Promise<T>): Promise<T> {
    let opened: PgPipelineTransaction | undefined;
    try {
      const result = await runTransaction(this.pool, (client, send) => {
        opened = new PgPipelineTransaction(client, send, this.cache, this.model, this.deadlineTasks);
        return work(opened);
      });
      opened?.committed();
      return result;
    } catch (error) {
      opened?.failed();
      throw error;
    }
  }
}
