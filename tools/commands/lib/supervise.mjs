import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Starts a Node program of ours in a process group of its own, so that it gets each signal once, from us: Ctrl-C goes to
 * the whole group of the terminal, and npm passes it on again. A kill -9 of ours nobody can pass on; then the channel
 * between us breaks, which tells the API to stop (apps/api/src/lib/stop-on-signal.ts).
 * @param {{ env?: object, inherited?: object, cwd?: string, stdio?: string[] }} options `env` is added to what is inherited, by default all
 * @returns {{ child: import('node:child_process').ChildProcess, ended: Promise<number> }} its exit code
 */
export function startProgram(file, args, { env = {}, inherited = process.env, cwd, stdio = ['inherit', 'inherit', 'inherit'] } = {}) {
  const child = spawn(process.execPath, [file, ...args], { cwd, stdio: [...stdio, 'ipc'], detached: true, env: { ...inherited, ...env } });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
  return { child, ended };
}

/**
 * Waits for the program's end and passes on the signals that ask for one; to the impatient it is killed, and the
 * database still stops cleanly.
 */
export function untilEnd({ child, ended }, signals) {
  signals.onStop((signal, patient) => child.kill(patient ? signal : 'SIGKILL'));
  return ended;
}
