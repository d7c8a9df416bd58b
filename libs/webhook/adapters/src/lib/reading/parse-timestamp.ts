import { MINUTE_MS, utcInstant, type Instant } from '@holdpoint/kernel';

const RFC_3339 =
  /^(?<date>\d{4}-\d\d-\d\d)T(?<time>\d\d:\d\d:\d\d)(?:\.(?<fraction>\d{1,9}))?(?:Z|(?<sign>[+-])(?<hours>[01]\d|2[0-3]):(?<minutes>[0-5]\d))$/i;

/** Reads a date and time of RFC 3339, to the millisecond; null for anything else. As in Go, there is no leap second. */
export function parseTimestamp(text: string): Instant | null {
  const { date = '', time = '', fraction, sign, hours = '0', minutes = '0' } = RFC_3339.exec(text)?.groups ?? {};
  const ahead = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  const instant = utcInstant(date, time, fraction) + (sign === '-' ? ahead : -ahead);
  return Number.isNaN(instant) ? null : instant;
}
