import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from './command.mjs';

/** An API whose launcher was killed stops by itself within nine seconds (apps/api/src/lib/stop-on-signal.ts). */
const LEFTOVER_GONE_WITHIN_MS = 11_000;

/**
 * Waits until the port is free, because what is left of a killed start may still be stopping on it. Looked at before
 * the database is touched, so that a port that stays taken changes nothing.
 * @param {() => boolean} wasAsked ends the waiting early
 */
export async function untilPortFree(port, host, wasAsked) {
  if (await isFree(port, host)) return;
  process.stderr.write(`Port ${port} is in use; waiting for what an earlier start may have left …\n`);
  for (const until = Date.now() + LEFTOVER_GONE_WITHIN_MS; !wasAsked(); await sleep(100)) {
    if (await isFree(port, host)) return;
    if (Date.now() > until) throw new CommandError(`Port ${port} on ${host} is in use. End the program that has it, or choose another: PORT=8081 npm start`);
  }
}

/** Only "in use" is waited for; whatever else is wrong with the port or the host the API says itself, and better. */
function isFree(port, host) {
  if (!/^\d+$/.test(port) || Number(port) > 65_535) return true;
  return new Promise((resolve) => {
    const server = createServer().on('error', ({ code }) => resolve(code !== 'EADDRINUSE'));
    server.listen(Number(port), host, () => server.close(() => resolve(true)));
  });
}
