import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Who stops the server. The launcher that started it does; a second one (somebody typed `npm start` twice) must not
 * take the database from under the first. A launcher that was killed leaves its lease to whoever comes next.
 */
export function takeLease(dataDir) {
  const file = join(dataDir, 'holdpoint-launcher.pid');
  const holder = Number(readOr(file, '0'));
  if (holder !== process.pid && isAlive(holder)) return false;
  writeFileSync(file, String(process.pid));
  return true;
}

/** True when a process with this id exists, even if it belongs to somebody else. */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readOr(file, otherwise) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}
