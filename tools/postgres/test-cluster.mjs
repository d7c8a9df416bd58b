import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { socketDirOf, temporaryRoot } from './directories.mjs';
import { isAlive } from './launcher-lease.mjs';
import { nativeBinaries } from './native-binaries.mjs';
import { run } from './run.mjs';
import { chooseServerUser } from './server-user.mjs';
import { startPostgres } from './start-postgres.mjs';

const PREFIX = 'holdpoint-test-';
let made = 0;

/**
 * Starts a private, throw-away server in the temporary directory; any number may run side by side.
 * `stop()` ends it at once and removes every trace of it.
 * @returns {Promise<import('./start-postgres.mjs').RunningPostgres>}
 */
export function startTestPostgres(settings) {
  return startThrowawayPostgres({ mode: 'test', settings });
}

/** The same with a choice of `mode`: a benchmark's server must be as durable as a real one. */
export async function startThrowawayPostgres({ mode, settings }) {
  const root = temporaryRoot(chooseServerUser(''));
  await sweep(root);
  const dir = join(root, `${PREFIX}${process.pid}-${(made += 1)}`);
  mkdirSync(dir, { mode: 0o755 });
  const server = await startPostgres({ dataDir: join(dir, 'data'), mode, settings });
  const stop = async () => {
    await server.stop('immediate');
    rmSync(dir, { recursive: true, force: true });
  };
  return { ...server, stop };
}

/** A test run that was killed leaves its server behind; whoever comes next clears it away. */
async function sweep(root) {
  const left = readdirSync(root).filter((name) => name.startsWith(PREFIX) && !isAlive(Number(name.slice(PREFIX.length).split('-')[0])));
  for (const name of left) await sweepOne(join(root, name)).catch(() => {});
}

async function sweepOne(dir) {
  const dataDir = join(dir, 'data');
  const user = chooseServerUser(dataDir);
  const { pgCtl } = await nativeBinaries(user);
  await run(pgCtl, ['-D', dataDir, '-w', '-s', '-m', 'immediate', 'stop'], user);
  for (const path of [socketDirOf(dataDir, user), dir]) rmSync(path, { recursive: true, force: true });
}
