import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '@holdpoint/kernel';

const RFC_3339 =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)T(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?(?:Z|(?<sign>[+-])(?<zoneHour>\d\d):(?<zoneMinute>\d\d))$/i;

/** Years count from March here, so that the day that some of them lack is the last one. */
const [YEARS_OF_CYCLE, DAYS_OF_CYCLE, DAYS_BEFORE_1970] = [400, 146_097, 719_468];

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads a date and time of RFC 3339, to the millisecond; null for anything else. By hand, since `Date.parse` takes much
 * that is none ("1", "yesterday 5") and rolls a 30th of February over. As in Go, there is no leap second.
 */
export function parseTimestamp(text: string): Instant | null {
  const groups = RFC_3339.exec(text)?.groups;
  if (!groups) return null;
  const part = (name: string): number => Number(groups[name] ?? 0);
  const [year, month, day] = [part('year'), part('month'), part('day')];
  if (day < 1 || day > daysOfMonth(year, month)) return null;
  if (part('hour') > 23 || part('minute') > 59 || part('second') > 59 || part('zoneHour') > 23 || part('zoneMinute') > 59) return null;
  const ahead = (groups['sign'] === '-' ? -1 : 1) * (part('zoneHour') * HOUR_MS + part('zoneMinute') * MINUTE_MS);
  const time = part('hour') * HOUR_MS + part('minute') * MINUTE_MS + part('second') * SECOND_MS;
  return daysSince1970(year, month, day) * DAY_MS + time + millisecondsOf(groups['fraction'] ?? '') - ahead;
}

const millisecondsOf = (fraction: string): number => Number(fraction.slice(0, 3).padEnd(3, '0'));

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysOfMonth = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0));

/** The days of the proleptic Gregorian calendar. Source: `days_from_civil`, howardhinnant.github.io/date_algorithms.html. */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const cycle = Math.floor(marchYear / YEARS_OF_CYCLE);
  const yearOfCycle = marchYear - cycle * YEARS_OF_CYCLE;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfCycle = yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear;
  return cycle * DAYS_OF_CYCLE + dayOfCycle - DAYS_BEFORE_1970;
}
