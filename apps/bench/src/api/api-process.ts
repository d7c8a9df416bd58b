import { endProcess, freePort, inheritedEnvironment, isRunning, untilReady } from '@holdpoint/evaluation-process';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built API lies beside this program. */
const API_MAIN = fileURLToPath(new URL('../api/main.mjs', import.meta.url));
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
      await untilReady({ url: api.url, child, log: () => api.log() });
    } catch (error) {
      await api.stop();
      throw error;
    }
    return api;
  }

  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined || !isRunning(this.child)) throw new Error('the API does not run');
    return pid;
  }

  /** Ends it as an operator would, and removes what it has left. */
  async stop(): Promise<void> {
    await endProcess(this.child);
    rmSync(this.folder, { recursive: true, force: true });
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
