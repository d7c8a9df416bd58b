import { SECOND_MS } from '@holdpoint/kernel';

/** A minute's seconds: the tick divides them. */
const MINUTE_S = 60;

/** The cron expression, with seconds, that ticks this often; the environment allows whole parts of a minute. */
export function timeoutCron(tickMs: number): string {
  const seconds = tickMs / SECOND_MS;
  return `${seconds === MINUTE_S ? '0' : `*/${seconds}`} * * * * *`;
}
