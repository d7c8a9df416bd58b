import { freePort, inheritedEnvironment, isReady } from '@holdpoint/evaluation-process';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The built API lies beside this program. */
const API_MAIN = fileURLToPath(new URL('../api/main.mjs', import.meta.url));
const READY_WITHIN_MS = 60_000;
const LOG_SHOWN = 4_000;

/** The API as `npm start` runs it, on a free port, its log in a file. */
export class ApiProcess {
  private constructor(
    readonly url: string,
    readonly token: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** Starts it on a database and resolves when it is ready. */
  static async start(databaseUrl: string, profileDir: string | null = null): Promise<ApiProcess> {
    const [port, token, folder] = [await freePort(), randomBytes(24).toString('base64url'), mkdtempSync(join(tmpdir(), 'holdpoint-bench-'))];
    const log = openSync(join(folder, 'log'), 'w');
    const profiling = profileDir === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`];
    const child = spawn(process.execPath, [...profiling, API_MAIN], {
      stdio: ['ignore', log, log, 'ipc'],
      env: { ...inheritedEnvironment(), ...settings(port, token, databaseUrl, folder) },
    });
    const api = new ApiProcess(`http://127.0.0.1:${port}`, token, child, folder);
    try {
      await api.untilReady();
    } catch (error) {
      // Nobody else knows of it, and its channel would keep this program alive.
      await api.stop('SIGKILL');
      throw error;
    }
    return api;
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('the API does not run');
    return this.child.pid;
  }

  /** Ends it, by default as an operator would, and removes what it has left. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = once(this.child, 'exit');
      this.child.kill(signal);
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async untilReady(): Promise<void> {
    const giveUp = AbortSignal.timeout(READY_WITHIN_MS);
    while (!(await isReady(this.url))) {
      if (giveUp.aborted || this.child.exitCode !== null) throw new Error(`the API does not answer:\n${this.log()}`);
      await delay(50);
    }
  }

  private log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8').slice(-LOG_SHOWN);
  }
}

const settings = (port: number, token: string, databaseUrl: string, folder: string): Record<string, string> => ({
  NODE_OPTIONS: '--max-semi-space-size=32',
  ROLE: 'all',
  HOST: '127.0.0.1',
  PORT: `${port}`,
  DATABASE_URL: databaseUrl,
  HOLDPOINT_ADMIN_TOKEN: token,
  HOLDPOINT_DATA_DIR: folder,
});
