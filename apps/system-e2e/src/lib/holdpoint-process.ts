import { inheritedEnvironment, isReady } from '@holdpoint/evaluation-process';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { collectOutput } from './collect-output';

/** The root of the workspace. */
export const ROOT = join(__dirname, '../../../..');

/** A token that the tests' processes accept. */
export const ADMIN_TOKEN = 'system-test-admin-token-0123456789';

const READY_WITHIN_MS = 60_000;

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
    try {
      await started.untilReady();
    } catch (error) {
      // Nobody else knows of it: it would live on without its database.
      await started.stop('SIGKILL');
      throw error;
    }
    return started;
  }

  /** Sends a signal and resolves with the exit code when the process has gone; null when a signal ended it. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = once(this.child, 'exit');
      this.child.kill(signal);
      await gone;
    }
    return this.child.exitCode;
  }

  /** Undefined when the process could not be started or has ended. */
  get pid(): number | undefined {
    return this.child.exitCode === null && this.child.signalCode === null ? this.child.pid : undefined;
  }

  /** All that the process has printed. */
  get log(): string {
    return this.output();
  }

  private async untilReady(): Promise<void> {
    const giveUp = AbortSignal.timeout(READY_WITHIN_MS);
    while (!(await isReady(this.url))) {
      if (giveUp.aborted || this.child.exitCode !== null) throw new Error(`the process does not answer:\n${this.output()}`);
      await delay(25);
    }
  }
}
