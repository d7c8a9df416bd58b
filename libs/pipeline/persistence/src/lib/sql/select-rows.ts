import type { DataSource } from 'typeorm';

/** Runs a query in SQL on the reading connections; the caller says what its rows look like. */
export async function selectRows<Row>(dataSource: DataSource, sql: string, values: unknown[]): Promise<readonly Row[]> {
  return dataSource.query<Row[]>(sql, values);
}
