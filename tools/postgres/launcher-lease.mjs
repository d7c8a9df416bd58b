import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Notes that this process uses the server. Any number may (somebody typed `npm start` twice), and whoever leaves last
 * stops it. A launcher that was killed could not take its note away; it counts no more as soon as its process is gone.
 * @returns {() => boolean} leaves; true when nobody else uses the server any more
 */
export function takeLease(dataDir) {
  const notes = join(dataDir, 'holdpoint-launchers');
  mkdirSync(notes, { recursive: true });
  writeFileSync(join(notes, String(process.pid)), '');
  return () => {
    // Our own note first: of two that leave together, at least one then sees that it is the last.
    rmSync(join(notes, String(process.pid)), { force: true });
    return remaining(notes) === 0;
  };
}

/** How many live launchers have a note; those of the dead are cleared away. */
function remaining(notes) {
  const [alive, dead] = [[], []];
  for (const name of readdirSync(notes)) (isAlive(Number(name)) ? alive : dead).push(name);
  for (const name of dead) rmSync(join(notes, name), { force: true });
  return alive.length;
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
