import { performance } from 'node:perf_hooks';
import type { Pool, PoolClient } from 'pg';

/** What a migration does to one table that was there before it. */
export interface TouchedTable {
  readonly table: string;
  /** The strongest lock, in PostgreSQL's words, without `Lock`. */
  readonly lock: string;
  /** Whether rows of it were read: a migration reads all of them. */
  readonly scanned: boolean;
}

/** What a migration does to a filled database. */
export interface MigrationCost {
  /** By name; without tables of which no writer notices anything. */
  readonly touched: readonly TouchedTable[];
  readonly tookMs: number;
}

/** Lock modes under which writers wait, weakest first; under the last one readers wait as well. */
const BLOCKING_LOCKS = ['Share', 'ShareRowExclusive', 'Exclusive', 'AccessExclusive'];

const READ_ROWS = `
  SELECT oid, relname AS table, pg_stat_get_xact_tuples_returned(oid) AS rows FROM pg_class WHERE relkind = 'r'
    AND (relnamespace = 'before'::regnamespace OR oid IN ('public.pipelines'::regclass, 'public.stages'::regclass)) ORDER BY relname`;

const LOCKS = `SELECT relation, replace(mode, 'Lock', '') AS mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'`;

interface ReadRows {
  readonly oid: number;
  readonly table: string;
  readonly rows: number;
}

/** Runs a migration in one transaction, looks at the locks it holds, and takes it back. */
export async function tryMigration(pool: Pool, statements: readonly string[]): Promise<MigrationCost> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // Counts may still hold what the connection read before: only what is added is the migration's.
    const before = await readRows(client);
    const startedMs = performance.now();
    for (const statement of statements) await client.query(statement);
    const tookMs = performance.now() - startedMs;
    return { touched: await touchedSince(client, before), tookMs };
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

const readRows = async (client: PoolClient): Promise<readonly ReadRows[]> =>
  (await client.query<ReadRows & { oid: number }>(READ_ROWS)).rows;

async function touchedSince(client: PoolClient, before: readonly ReadRows[]): Promise<readonly TouchedTable[]> {
  const after = new Map((await readRows(client)).map(({ oid, rows }) => [oid, rows]));
  const locks = await client.query<{ relation: number; mode: string }>(LOCKS);
  return before.flatMap(({ oid, table, rows }) => {
    const modes = locks.rows.filter(({ relation }) => relation === oid).map(({ mode }) => BLOCKING_LOCKS.indexOf(mode));
    const lock = BLOCKING_LOCKS[Math.max(-1, ...modes)];
    return lock === undefined ? [] : [{ table, lock, scanned: after.get(oid) !== rows }];
  });
}
