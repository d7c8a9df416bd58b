import { SECOND_MS } from '@holdpoint/kernel';
import type { Logger } from '@holdpoint/runtime';

/** Orchestrators kill what has not ended ten seconds after it was asked to. */
const STOP_WITHIN_MS = 9 * SECOND_MS;

/**
 * Ends the process in order when it is asked to: `stop` finishes what is in flight and closes the connections. One
 * handler of our own and not Nest's, because the connections must close after everything that Nest stops.
 *
 * A launcher that gave us a channel and is gone without a word (kill -9) asks by that: nobody else could stop us.
 */
export function stopOnSignal(stop: () => Promise<void>, logger: Logger): void {
  let stopping = false;
  const onAsked = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    void end(stop, logger);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onAsked);
  process.off('disconnect', endAtOnce);
  process.on('disconnect', () => onAsked('disconnect'));
}

/**
 * Ends the process when its launcher goes while it is still starting, as a signal does then: it must not take the port
 * from under the launcher's next start. Without a channel there is nobody to go, and nothing happens.
 */
export function endWithLauncher(): void {
  process.on('disconnect', endAtOnce);
  // It may have gone while our modules were loaded. Only a process that was started with a channel has `send`.
  if (process.send !== undefined && !process.connected) endAtOnce();
}

const endAtOnce = (): never => process.exit(1);

async function end(stop: () => Promise<void>, logger: Logger): Promise<void> {
  const late = setTimeout(() => exit(1, 'did not stop in time', logger), STOP_WITHIN_MS);
  try {
    await stop();
    exit(0, 'stopped', logger);
  } catch (err) {
    logger.error({ err }, 'could not stop in order');
    exit(1, 'stopped', logger);
  } finally {
    clearTimeout(late);
  }
}

function exit(code: number, message: string, logger: Logger): void {
  logger.info(message);
  logger.flush();
  process.exit(code);
}
