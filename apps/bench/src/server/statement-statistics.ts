import type { Client } from 'pg';

/** What the statements of one database came to: their number, BEGIN and COMMIT included, and the pages they touched. */
export interface StatementTotals {
  readonly statements: number;
  /** Shared buffers, found in memory or read. */
  readonly buffers: number;
}

/** Counts by `pg_stat_statements`, from outside, so that nothing in the API has to count. */
export class StatementStatistics {
  private constructor(private readonly admin: Client) {}

  /** Null when the server does not load the extension. */
  static async open(admin: Client): Promise<StatementStatistics | null> {
    try {
      await admin.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
      await admin.query('SELECT count(*) FROM pg_stat_statements');
      return new StatementStatistics(admin);
    } catch {
      return null;
    }
  }

  /** What the work made the database do. */
  async during<T>(database: string, work: () => Promise<T>): Promise<StatementTotals & { readonly result: T }> {
    await this.admin.query('SELECT pg_stat_statements_reset()');
    const result = await work();
    const { rows: [totals] } = await this.admin.query<StatementTotals>(
      `SELECT coalesce(sum(calls), 0)::float8 AS statements,
         coalesce(sum(shared_blks_hit + shared_blks_read), 0)::float8 AS buffers
       FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = $1)`,
      [database],
    );
    return { statements: totals?.statements ?? Number.NaN, buffers: totals?.buffers ?? Number.NaN, result };
  }

  /** The costliest statements of a database since the last count, for a person to read. */
  async costliest(database: string): Promise<readonly string[]> {
    const { rows } = await this.admin.query<{ line: string }>(
      `SELECT format('%s calls, %s ms each, %s ms in all: %s', calls, round(mean_exec_time::numeric, 3),
         round(total_exec_time::numeric), left(regexp_replace(query, '\\s+', ' ', 'g'), 90)) AS line
       FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = $1)
       ORDER BY calls DESC LIMIT 15`,
      [database],
    );
    return rows.map(({ line }) => line);
  }
}
