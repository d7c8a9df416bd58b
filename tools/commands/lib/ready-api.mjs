import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from './command.mjs';

const READY_WITHIN_MS = 60_000;

/** Waits until the API says it is ready; gives up when its process has ended or the time is over. */
export async function untilReady(url, program) {
  let exitCode = null;
  program.ended.then((code) => (exitCode = code), () => (exitCode = 1));
  for (const until = Date.now() + READY_WITHIN_MS; ; await sleep(100)) {
    if (await isReady(url)) return;
    if (exitCode !== null) throw new CommandError(`The API ended with exit code ${exitCode} before it was ready.`);
    if (Date.now() > until) throw new CommandError(`The API was not ready within ${READY_WITHIN_MS / 1000} seconds.`);
  }
}

function isReady(url) {
  return fetch(`${url}/-/readiness`, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );
}
