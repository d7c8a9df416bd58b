import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUPERUSER } from './settings.mjs';

/** What a running server says of itself in postmaster.pid; null when there is none. This, not our wishes, is how it is reached. */
export function readPostmasterFile(dataDir) {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pid, , , port, socketDir, host] = readFileSync(file, 'utf8').split('\n');
  return socketDir ? { pid: Number(pid), port: Number(port), socketDir, host: host || null } : null;
}

/**
 * The URL of one database of a running server: by TCP with its password if it listens there, else by its socket.
 * The socket is named in a parameter, which libpq and `pg` read alike; `localhost` only makes it a URL every parser takes.
 */
export function databaseUrl(dataDir, database) {
  const server = readPostmasterFile(dataDir);
  if (!server) throw new Error(`PostgreSQL does not run in ${dataDir}.`);
  const path = encodeURIComponent(database);
  if (server.host) return `postgres://${SUPERUSER}:${readPassword(dataDir)}@${server.host}:${server.port}/${path}`;
  return `postgres://${SUPERUSER}@localhost:${server.port}/${path}?host=${encodeURIComponent(server.socketDir)}`;
}

function readPassword(dataDir) {
  return encodeURIComponent(readFileSync(join(dataDir, 'holdpoint-password'), 'utf8').trim());
}
