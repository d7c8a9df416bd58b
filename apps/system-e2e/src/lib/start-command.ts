import { inheritedEnvironment, isRunning } from '@holdpoint/evaluation-process';
import type { PipelineResponse } from '@holdpoint/pipeline-contract';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from './api';
import { childProcesses } from './child-processes';
import { collectOutput } from './collect-output';
import { ROOT } from './holdpoint-process';

const ANNOUNCEMENT = /^Holdpoint \(all\) listens on (\S+) with the token (\S+)$/m;

/** `npm start` without npm, and what it has printed. */
export class StartCommand {
  private readonly output: () => string;

  private constructor(private readonly child: ChildProcess) {
    this.output = collectOutput(child);
  }

  /** Starts it on a port and a data directory; resolves when it has announced itself, rejects when it ends before. */
  static async start(port: number, dataDir: string): Promise<StartCommand> {
    const started = new StartCommand(spawn(process.execPath, [join(ROOT, 'tools/commands/start.mjs')], {
      env: { ...withoutNpm(), PORT: `${port}`, HOLDPOINT_DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    }));
    await eventually(async () => started.hasAnnounced()).catch(async (error: unknown) => {
      await started.stop('SIGTERM');
      throw error;
    });
    return started;
  }

  /** The address that it printed. */
  get url(): string {
    return ANNOUNCEMENT.exec(this.output())?.[1] ?? '';
  }

  /** The process that serves: once it has announced itself, the launcher has no other child. */
  get apiPid(): number {
    const [apiPid, ...others] = childProcesses(this.child.pid ?? 0);
    if (apiPid === undefined || others.length > 0) throw new Error(`which is the API? ${apiPid}, ${others.join()}`);
    return apiPid;
  }

  /** Sends the launcher, and only it, a signal; resolves like `ended`. */
  async stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended();
  }

  /** Resolves with the exit code when the launcher has gone; null when a signal ended it. */
  async ended(): Promise<number | null> {
    if (isRunning(this.child)) await once(this.child, 'exit');
    return this.child.exitCode;
  }

  /** Makes a pipeline of the demo project; answers its id. */
  async createPipeline(): Promise<number> {
    const response = await this.call('POST', '/pipeline?ref=main');
    return ((await response.json()) as PipelineResponse).id;
  }

  /** What a look at a pipeline of the demo project is answered with: 200 when it is there. */
  async pipelineStatus(id: number): Promise<number> {
    return (await this.call('GET', `/pipelines/${id}`)).status;
  }

  private call(method: string, path: string): Promise<Response> {
    const token = ANNOUNCEMENT.exec(this.output())?.[2] ?? '';
    return fetch(`${this.url}/api/v4/projects/root%2Fdemo${path}`, { method, headers: { 'PRIVATE-TOKEN': token } });
  }

  private hasAnnounced(): true | undefined {
    if (ANNOUNCEMENT.test(this.output())) return true;
    if (this.child.exitCode !== null) throw new Error(`npm start ended with ${this.child.exitCode}:\n${this.output()}`);
    return undefined;
  }
}

/** With npm's word in it the command would watch for npm's end. */
function withoutNpm(): NodeJS.ProcessEnv {
  const { npm_lifecycle_event: _, ...environment } = inheritedEnvironment();
  return environment;
}
