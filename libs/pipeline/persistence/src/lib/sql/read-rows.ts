import { SECOND_MS } from '@holdpoint/kernel';
import type { Pool, QueryConfig, QueryResultRow } from 'pg';
import { storeFailure } from './store-failure';

/**
 * How long what is read is waited for: less than for what is written, since nothing is lost when it is given up. Of a
 * database that is frozen, with its connections open, the first callers are told after this, and those behind them in a
 * batched look-up after this and a connection that is not made: 10 and 20 s, where 20 s for all made it 20 and 30 (measured).
 */
const ANSWER_WITHIN_MS = 10 * SECOND_MS;

/** Runs one statement that only reads; failures of the database are thrown as `StoreError`. */
export async function readRows<Row extends QueryResultRow>(pool: Pool, query: QueryConfig, withinMs = ANSWER_WITHIN_MS): Promise<readonly Row[]> {
  // The types of `pg` do not know that a statement may have a limit of its own.
  const limited: QueryConfig & { readonly query_timeout: number } = { ...query, query_timeout: withinMs };
  try {
    return (await pool.query<Row>(limited)).rows;
  } catch (error) {
    throw storeFailure(error, 'working');
  }
}
