import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TestDatabase } from '../test-database';

/** The test server's own processes, for tests that stop and start it. */
export class PostgresServer {
  private constructor(
    private readonly pgCtl: string,
    private readonly dataDir: string,
  ) {}

  /** Finds the server that a database is on. */
  static async of(database: TestDatabase): Promise<PostgresServer> {
    const [found] = await database.query<{ programs: string; data: string }>(
      `SELECT (SELECT setting FROM pg_config WHERE name = 'BINDIR') AS programs, current_setting('data_directory') AS data`,
    );
    if (!found) throw new Error('the server does not say where it is');
    return new PostgresServer(join(found.programs, 'pg_ctl'), found.data);
  }

  /**
   * Ends it: `immediate` as a crash would, with nothing written, so that the next start recovers from the log; `fast` as an
   * operator does, with a word to every connection.
   */
  async stop(how: 'immediate' | 'fast'): Promise<void> {
    await this.run(['-m', how, 'stop']);
  }

  /** Resolves when it takes connections. */
  async start(): Promise<void> {
    await this.run(['-l', this.logFile, 'start']);
  }

  /** All that it has said. Its counts of deadlocks and the like end with a crash, this does not. */
  log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  private get logFile(): string {
    return join(this.dataDir, 'holdpoint-server.log');
  }

  /** PostgreSQL does not run as root: its data's owner runs it. */
  private async run(command: readonly string[]): Promise<void> {
    const { uid, gid } = statSync(this.dataDir);
    const owner = process.getuid?.() === 0 ? { uid, gid } : {};
    const child = spawn(this.pgCtl, ['-D', this.dataDir, '-w', '-s', ...command], { ...owner, cwd: '/', stdio: 'ignore' });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`pg_ctl ${command.join(' ')} ended with ${code}`);
  }
}
