import type { Pool, QueryConfig } from 'pg';
import { runCommitted } from '../sql/run-transaction';

/** Rows of one statement: each commits by itself, and nobody waits long for what it has locked. */
export const SLICE_MAX = 1_000;

/**
 * Runs a statement until a slice of it is not full: then there was no more, or somebody else has it. Nor is there another
 * slice once the signal is aborted. Answers how many rows there were.
 */
export async function runSlices(pool: Pool, statement: QueryConfig, signal?: AbortSignal): Promise<number> {
  let rows = 0;
  while (!signal?.aborted) {
    const { rowCount } = await runCommitted(pool, (client) => client.query(statement));
    rows += rowCount ?? 0;
    if ((rowCount ?? 0) < SLICE_MAX) break;
  }
  return rows;
}
