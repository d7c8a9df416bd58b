import type { ClientBase, Pool } from 'pg';

/** When a worker of graphile-worker last asked for a task. */
const LAST_ASKED = `SELECT extract(epoch FROM max(query_start))::float8 * 1000 AS at FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ~ 'graphile_worker.*skip locked'`;

/** How long after a question for tasks the next one comes, in milliseconds. */
interface AskedAgain {
  readonly atLeastMs: number;
  readonly belowMs: number;
}

/**
 * Resolves when two questions for tasks have followed each other so. Others are passed over: whoever is told of a task asks
 * sooner, and on a busy machine later. The narrower the bounds, the fewer workers that wait otherwise ever ask so.
 */
export async function untilAskedAgain(client: ClientBase | Pool, { atLeastMs, belowMs }: AskedAgain): Promise<void> {
  let last: number | null = null;
  for (;;) {
    const { rows } = await client.query<{ at: number | null }>(LAST_ASKED);
    const at = rows[0]?.at ?? null;
    if (last !== null && at !== null && at - last >= atLeastMs && at - last < belowMs) return;
    last = at;
  }
}
