import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './api';

/** A HOLDPOINT_DATA_DIR for one test file. */
export interface DataDir {
  readonly path: string;
  /** There while its PostgreSQL runs. */
  readonly postmasterFile: string;
  /** Removes it; a server that a failed test has left is ended first. */
  remove(): Promise<void>;
}

/** Makes an empty one that PostgreSQL's user can enter when the tests run as root. */
export function makeDataDir(): DataDir {
  const path = mkdtempSync(join(tmpdir(), 'holdpoint-start-'));
  chmodSync(path, 0o755);
  const postmasterFile = join(path, 'postgres/postmaster.pid');
  return { path, postmasterFile, remove: () => remove(path, postmasterFile) };
}

async function remove(path: string, postmasterFile: string): Promise<void> {
  if (existsSync(postmasterFile)) process.kill(Number(readFileSync(postmasterFile, 'utf8').split('\n')[0]), 'SIGINT');
  await eventually(async () => (existsSync(postmasterFile) ? undefined : true));
  rmSync(path, { recursive: true, force: true });
}
