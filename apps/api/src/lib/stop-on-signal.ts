import { SECOND_MS } from '@holdpoint/kernel';
import type { Logger } from '@holdpoint/runtime';

/** Orchestrators kill what has not ended ten seconds after it was asked to. */
const STOP_WITHIN_MS = 9 * SECOND_MS;

/**
 * Ends the process in order when it is asked to: `stop` finishes what is in flight and closes the connections. One
 * handler of our own and not Nest's, because the connections must close after everything that Nest stops.
 */
export function stopOnSignal(stop: () => Promise<void>, logger: Logger): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      logger.info({ signal }, 'stopping');
      void end(stop, logger);
    });
  }
}

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
