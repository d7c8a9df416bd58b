import { endProcess, inheritedEnvironment, isRunning, untilReady } from '@holdpoint/evaluation-process';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { collectOutput } from './collect-output';

/** The root of the workspace. */
export const ROOT = join(__dirname, '../../../..');

/** A token that the tests' processes accept. */
export const ADMIN_TOKEN = 'system-test-admin-token-0123456789';

/** One Holdpoint process, as an operator would run it. */
export class HoldpointProcess {
  private readonly output: () => string;

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {
    this.output = collectOutput(child);
  }

  /** Starts a process on a port and a database; resolves when it answers. */
  static async start(port: number, databaseUrl: string, env: Readonly<Record<string, string>> = {}): Promise<HoldpointProcess> {
    const child = spawn(process.execPath, [join(ROOT, 'dist/apps/api/main.mjs')], {
      env: {
        ...inheritedEnvironment(),
        NODE_ENV: 'test',
        LOG_LEVEL: 'warn',
        PORT: `${port}`,
        DATABASE_URL: databaseUrl,
        HOLDPOINT_ADMIN_TOKEN: ADMIN_TOKEN,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = new HoldpointProcess(`http://127.0.0.1:${port}`, child);
    await untilReady({ url: started.url, child, log: started.output });
    return started;
  }

  /** Sends a signal and resolves with the exit code when the process has gone; null when a signal ended it. */
  stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    return endProcess(this.child, signal);
  }

  /** Undefined when the process could not be started or has ended. */
  get pid(): number | undefined {
    return isRunning(this.child) ? this.child.pid : undefined;
  }

  /** All that the process has printed. */
  get log(): string {
    return this.output();
  }
}
