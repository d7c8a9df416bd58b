import { execFile } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchDatabase } from '../server/bench-server';
import { LIMIT_SCRIPT, LIMIT_TABLES, WAITS_PER_CLIENT } from './limit-script';
import { parseTps, parseTransactions } from './parse-pgbench';

const CLIENTS = 16;
const SECONDS = 3;

/** What the server can do at most: real pgbench doing the least that a durable callback needs. */
export class Limit {
  private constructor(
    private readonly pgbench: string,
    private readonly folder: string,
    private readonly database: BenchDatabase,
  ) {}

  /** Null when there is no pgbench on this machine. */
  static find(database: BenchDatabase): Limit | null {
    const pgbench = findPgbench();
    if (pgbench === null) return null;
    const folder = mkdtempSync(join(tmpdir(), 'holdpoint-limit-'));
    writeFileSync(join(folder, 'limit.sql'), LIMIT_SCRIPT);
    return new Limit(pgbench, folder, database);
  }

  /** Transactions per second: 16 clients, 2 threads, prepared, 3 s, each transaction on its own waiting row. */
  async measure(): Promise<number> {
    const { pool } = this.database;
    await pool.query(LIMIT_TABLES);
    await pool.query(
      `INSERT INTO limit_waits SELECT id, 1, 'running_externally' FROM generate_series(1, $1::int) id`,
      [CLIENTS * WAITS_PER_CLIENT],
    );
    await pool.query('VACUUM ANALYZE limit_waits');
    await pool.query('CHECKPOINT');
    const output = await this.run();
    const { rows: [ended] } = await pool.query<{ count: number }>(`SELECT count(*)::int FROM limit_waits WHERE status = 'success'`);
    if (ended?.count !== parseTransactions(output)) throw new Error('pgbench ran out of waiting rows: raise WAITS_PER_CLIENT');
    return parseTps(output);
  }

  /** Removes the script. */
  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async run(): Promise<string> {
    const width = ['-c', `${CLIENTS}`, '-j', '2', '-M', 'prepared', '-T', `${SECONDS}`];
    const script = ['-n', '-f', join(this.folder, 'limit.sql'), '-D', 'n=0'];
    return (await promisify(execFile)(this.pgbench, [...width, ...script, this.database.url])).stdout;
  }
}

/** On the PATH, or where Debian keeps the programs of each version. */
function findPgbench(): string | null {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const folders = [...onPath, ...debianFolders()];
  return folders.map((folder) => join(folder, 'pgbench')).find(isProgram) ?? null;
}

function debianFolders(): string[] {
  const versions = '/usr/lib/postgresql';
  try {
    return readdirSync(versions).map((version) => join(versions, version, 'bin'));
  } catch {
    return [];
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
