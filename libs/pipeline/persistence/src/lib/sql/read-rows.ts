import type { Pool, QueryConfig, QueryResultRow } from 'pg';
import { storeFailure } from './store-failure';

/** Runs one statement that only reads; failures of the database are thrown as `StoreError`. */
export async function readRows<Row extends QueryResultRow>(pool: Pool, query: QueryConfig): Promise<readonly Row[]> {
  try {
    return (await pool.query<Row>(query)).rows;
  } catch (error) {
    throw storeFailure(error, 'working');
  }
}
