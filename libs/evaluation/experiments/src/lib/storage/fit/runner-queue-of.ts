import { STATUSES } from '@holdpoint/pipeline-domain';
import { createDataSource, RunnerQueue } from '@holdpoint/pipeline-persistence';
import type { Pool } from 'pg';
import { EXTERNAL_TABLES, type StorageVariant } from '../storage-variant';

/** How many external jobs the runners' queue finds. */
export interface QueuedExternals {
  readonly found: number;
  /** How many it would find if it did not ask for the type. */
  readonly foundWithoutType: number;
}

const BUILDS_MAX = 10_000;

/** Asks the product's queue for builds in every status, in the table of builds that the URL sees first. */
export async function runnerQueueOf(url: string, pool: Pool, variant: StorageVariant): Promise<QueuedExternals> {
  const which = variant === 'build_with_type' ? "WHERE type = 'external'" : '';
  const externals = await pool.query<{ id: number }>(`SELECT id FROM ${EXTERNAL_TABLES[variant]} ${which}`);
  const ids = new Set(externals.rows.map(({ id }) => id));
  const dataSource = await createDataSource(url).initialize();
  try {
    const { builds } = await new RunnerQueue(dataSource).find(STATUSES, BUILDS_MAX);
    const untyped = await pool.query<{ id: number }>('SELECT id FROM builds WHERE NOT retried AND status = ANY($1)', [STATUSES]);
    return { found: builds.filter(({ jobId }) => ids.has(jobId)).length, foundWithoutType: untyped.rows.filter(({ id }) => ids.has(id)).length };
  } finally {
    await dataSource.destroy();
  }
}
