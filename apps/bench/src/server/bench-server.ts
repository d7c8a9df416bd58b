import { Client, escapeIdentifier, Pool } from 'pg';
import { clusterCpuSeconds, postmasterOf } from './process-costs';

/** The settings without which a database is fast and forgetful. */
const SAFETY_SETTINGS = ['fsync', 'full_page_writes', 'synchronous_commit'];

/** A database of a scenario of its own. */
export interface BenchDatabase {
  readonly name: string;
  readonly url: string;
  /** For seeding and checking; the API has its own connections. */
  readonly pool: Pool;
  drop(): Promise<void>;
}

/** The PostgreSQL server that everything runs on. */
export class BenchServer {
  private made = 0;

  private constructor(
    private readonly url: string,
    readonly admin: Client,
    private readonly postmaster: number | null,
  ) {}

  /** Connects to the server. */
  static async open(url: string): Promise<BenchServer> {
    const admin = new Client({ connectionString: url });
    await admin.connect();
    const { rows: [row] } = await admin.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return new BenchServer(url, admin, row ? postmasterOf(row.pid) : null);
  }

  /** What the server says of its version and of its safety settings, which must all be on for figures to count. */
  async settings(): Promise<Readonly<Record<string, string>>> {
    const { rows } = await this.admin.query<{ name: string; setting: string }>(
      `SELECT name, setting FROM pg_settings WHERE name = ANY($1) ORDER BY name`,
      [[...SAFETY_SETTINGS, 'server_version', 'shared_buffers', 'wal_sync_method', 'track_commit_timestamp']],
    );
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  }

  /** Makes an empty database. */
  async createDatabase(purpose: string): Promise<BenchDatabase> {
    const name = `holdpoint_bench_${process.pid}_${(this.made += 1)}_${purpose}`;
    await this.admin.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
    const url = new URL(this.url);
    url.pathname = `/${name}`;
    const pool = new Pool({ connectionString: url.href, max: 2 });
    pool.on('error', () => undefined);
    const drop = async (): Promise<void> => {
      await pool.end();
      await this.admin.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    };
    return { name, url: url.href, pool, drop };
  }

  /** CPU seconds that all of the server's processes have used so far; NaN when it runs elsewhere. */
  cpuSeconds(): number {
    return this.postmaster === null ? Number.NaN : clusterCpuSeconds(this.postmaster);
  }

  close(): Promise<void> {
    return this.admin.end();
  }
}

/** The safety settings that are not on; empty when figures of the server count. */
export const unsafeSettings = (settings: Readonly<Record<string, string>>): readonly string[] =>
  SAFETY_SETTINGS.filter((name) => settings[name] !== 'on');
