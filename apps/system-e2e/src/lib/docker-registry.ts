import { endProcess, freePort, isRunning } from '@holdpoint/evaluation-process';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './api';
import { collectOutput } from './collect-output';

const PROGRAM = '/usr/bin/docker-registry';

/** Why there can be no real registry on this machine; undefined where there can. */
export const dockerRegistryMissing: string | undefined = existsSync(PROGRAM) ? undefined : `${PROGRAM} is not installed`;

/** Debian's `docker-registry`: a registry that we have not written. */
export class DockerRegistry {
  private readonly output: () => string;

  private constructor(
    /** `127.0.0.1:port`, as repositories begin. */
    readonly host: string,
    private readonly directory: string,
    private readonly child: ChildProcess,
  ) {
    this.output = collectOutput(child);
  }

  /** Starts one that is empty and open to everybody; resolves when it answers. */
  static async start(): Promise<DockerRegistry> {
    const host = `127.0.0.1:${await freePort()}`;
    const directory = mkdtempSync(join(tmpdir(), 'holdpoint-registry-'));
    const config = join(directory, 'config.yml');
    writeFileSync(config, configFor(host, join(directory, 'content')));
    const started = new DockerRegistry(host, directory, spawn(PROGRAM, ['serve', config], { stdio: ['ignore', 'pipe', 'pipe'] }));
    await eventually(() => started.answers()).catch(async (error: unknown) => {
      await started.stop();
      throw error;
    });
    return started;
  }

  /** `http://127.0.0.1:port`, as an allow-list takes it. */
  get url(): string {
    return `http://${this.host}`;
  }

  /** Ends it and removes what it held. */
  async stop(): Promise<void> {
    await endProcess(this.child);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async answers(): Promise<true | undefined> {
    if (!isRunning(this.child)) throw new Error(`docker-registry ended with ${this.child.exitCode}:\n${this.output()}`);
    return fetch(`${this.url}/v2/`).then(
      ({ ok }) => ok || undefined,
      () => undefined,
    );
  }
}

const configFor = (host: string, content: string): string => `
version: 0.1
log: { level: warn, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: ${JSON.stringify(content)} } }
http: { addr: ${JSON.stringify(host)} }
`;
