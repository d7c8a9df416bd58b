import type { Instant } from '@holdpoint/kernel';

const BERLIN = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

/** What a clock on a wall in Berlin shows, counted as if it were UTC: it jumps by an hour twice a year. */
export function berlinWallClock(at: Instant): number {
  const parts = new Map(BERLIN.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const [year = 0, month = 1, ...rest] = (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map((type) => parts.get(type));
  return Date.UTC(year, month - 1, ...rest.map((part) => part ?? 0)) + (at % 1_000);
}
