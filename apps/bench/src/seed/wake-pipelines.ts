import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

const GIVE_UP_AFTER_MS = 60_000;

/** As whoever commits an earlier wake-up does, for pipelines in which nothing is due. All names of tables are here. */
const WAKE = `
  WITH woken AS (UPDATE pipeline_wake_ups SET wake_at = holdpoint_now() WHERE pipeline_id = ANY($1) RETURNING wake_at)
  SELECT pg_notify('holdpoint_wake', (extract(epoch FROM min(wake_at)) * 1000)::bigint::text) FROM woken`;

const DUE = 'SELECT FROM pipeline_wake_ups WHERE pipeline_id = ANY($1) AND wake_at <= holdpoint_now() LIMIT 1';

/**
 * Has the API look at waiting pipelines that it has not made, and resolves when it has: it then knows of each what it has
 * left, as of every pipeline that it has brought to where it waits. Throws when it does not look.
 */
export async function wakePipelines(pool: Pool, pipelineIds: readonly number[]): Promise<void> {
  await pool.query(WAKE, [pipelineIds]);
  const giveUp = AbortSignal.timeout(GIVE_UP_AFTER_MS);
  while (((await pool.query(DUE, [pipelineIds])).rowCount ?? 0) > 0) {
    if (giveUp.aborted) throw new Error('the API does not look at seeded pipelines');
    await delay(100);
  }
}
