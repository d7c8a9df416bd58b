import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { succeeds } from './run.mjs';

/**
 * The user that runs the server. PostgreSQL refuses to run as root, so root lends it to the owner of an existing
 * data directory, else to `postgres`, else to `nobody`; no user is ever created. Anybody else runs it as themselves.
 * @returns {import('./run.mjs').ServerUser}
 */
export function chooseServerUser(dataDir) {
  if (process.getuid?.() !== 0) return null;
  return ownerOf(dataDir) ?? lookUp('postgres') ?? lookUp('nobody') ?? fail();
}

/** True when the user may enter the directory, whatever stands above it; asked of the kernel rather than computed. */
export function canReach(directory, user) {
  return user === null || succeeds('/bin/sh', ['-c', 'test -x "$0"', directory], user);
}

function ownerOf(path) {
  if (!existsSync(path)) return null;
  const { uid, gid } = statSync(path);
  return uid === 0 ? null : { uid, gid };
}

function lookUp(name) {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}

function fail() {
  throw new Error('PostgreSQL cannot run as root, and there is no user postgres or nobody. Run as an ordinary user, or set DATABASE_URL.');
}
