import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canReach } from './server-user.mjs';

/** Socket paths end at 107 bytes (103 on macOS); `/.s.PGSQL.5432` and our own directory name need about 30 of them. */
const LONGEST_PARENT_BYTES = 70;

/** The first directory for temporary files that is short enough for a socket and that the server's user can enter. */
export function temporaryRoot(user) {
  const fits = (path) => Buffer.byteLength(path) <= LONGEST_PARENT_BYTES && canReach(path, user);
  const found = [tmpdir(), '/tmp', '/var/tmp'].find(fits);
  if (!found) throw new Error(`No temporary directory is reachable for the database's user; tried ${tmpdir()}, /tmp and /var/tmp.`);
  return found;
}

/** Makes a directory that belongs to the server's user alone; refuses one that somebody else planted under the same name. */
export function ensurePrivateDirectory(path, user) {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  const owners = [process.getuid(), user?.uid];
  if (!found.isDirectory() || !owners.includes(found.uid)) throw new Error(`${path} belongs to somebody else; remove it or set TMPDIR.`);
  giveTo(path, user);
  chmodSync(path, 0o700);
  return path;
}

/** Hands one directory over to the server's user. */
export function giveTo(path, user) {
  if (user) chownSync(path, user.uid, user.gid);
}

/** Hands a whole tree over to the server's user; needed once after root has copied a data directory. */
export function giveTreeTo(path, user) {
  if (user && lstatSync(path).uid !== user.uid) spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, path]);
}

/** The directory of a server's socket: short, and the same on every run with the same data directory. */
export function socketDirOf(dataDir, user) {
  return join(temporaryRoot(user), `holdpoint-${shortName(dataDir)}`);
}

/** A short name for a long path, the same on every run. */
export function shortName(path) {
  return createHash('sha256').update(path).digest('hex').slice(0, 10);
}
