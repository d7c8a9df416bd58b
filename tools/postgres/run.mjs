import { spawn, spawnSync } from 'node:child_process';
import { collectOutput } from '../lib/collect-output.mjs';

/**
 * Who a child process runs as: ids of a user to switch to, or null for "as ourselves".
 * @typedef {{ uid: number, gid: number } | null} ServerUser
 */

/** Runs a program to its end as the given user and resolves with its exit code and its output; never rejects on a non-zero code. */
export function run(file, args, user) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options(user), stdio: ['ignore', 'pipe', 'pipe'] });
    const output = collectOutput(child);
    child.on('error', reject);
    // 'exit' and not 'close': a server started by pg_ctl may keep the pipes open for ever.
    child.on('exit', (code) => setImmediate(() => resolve({ code, output: output() })));
  });
}

/** True when the program ends with code 0 as the given user; a program that cannot even be reached counts as false. */
export function succeeds(file, args, user) {
  return spawnSync(file, args, { ...options(user), stdio: 'ignore' }).status === 0;
}

/**
 * PG* variables of the caller (PGDATA, PGPORT, …) would steer initdb and pg_ctl; the caller's directory may be closed to
 * the server's user.
 */
function options(user) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...(user ?? {}), cwd: '/', env: { ...Object.fromEntries(inherited), LC_ALL: 'C' } };
}
