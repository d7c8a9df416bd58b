/** Proves that ticks become cron expressions that tick as often. */
import { CronTime } from 'cron';
import { timeoutCron } from './timeout-cron';

it.each([1, 2, 10, 15, 30, 60])('every %d s', (seconds) => {
  const time = new CronTime(timeoutCron(seconds * 1_000), 'UTC');
  const [first, second] = time.sendAt(3).slice(1);
  expect((second?.toMillis() ?? 0) - (first?.toMillis() ?? 0)).toBe(seconds * 1_000);
});
