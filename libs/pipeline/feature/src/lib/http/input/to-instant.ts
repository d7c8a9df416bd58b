import { MINUTE_MS, utcInstant, type Instant } from '@holdpoint/kernel';

const ISO_DATE = /^(?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)$/;
const TIME = /^(?<hour>\d\d)(?::?(?<minute>\d\d)(?::?(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?)?$/;
const ZONE = /^(?<sign>[+-])(?<hours>[01]\d|2[0-3]):?(?<minutes>[0-5]\d)?$/;
const UTC = /^(?:Z|UTC|GMT)?$/i;

/** A date, and a time with its zone behind it or after a space: of a `+` that nobody has encoded an address leaves a space. */
const ISO = /^(?<date>[\d-]+)(?:[T ](?<time>[\d:.,]+?)(?<space> ?)(?<zone>Z|UTC|GMT|[+-][\d:]+|(?<= )\d\d:?\d\d)?)?$/i;

/** Source: RFC 2822, 3.3. */
const MAIL = /^(?:[a-z]{3}, ?)?(?<day>\d{1,2}) (?<name>[a-z]{3}) (?<year>\d{4}) (?<time>\d\d:\d\d(?::\d\d)?) (?<zone>[+-]\d{4}|UTC|GMT|Z)$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads a date with or without a time as ISO 8601 (basic or extended), RFC 2822 and Ruby's `Time#to_s` write it; UTC where
 * no zone is given. Answers NaN for anything else (weeks, days of the year, a 30th of February, a zone of 24 hours), for
 * validation to refuse. Source: Ruby's `DateTime.parse`, as far as it leaves no doubt.
 */
export function toInstant(value: unknown): Instant {
  if (typeof value !== 'string') return Number.NaN;
  const text = value.trim();
  const { date = '', time = '00', space = '', zone = '' } = ISO.exec(isoOfMail(text) ?? text)?.groups ?? {};
  const isPlus = space !== '' && /^\d/.test(zone);
  return instantOf(date, time) - aheadOfUtc(isPlus ? `+${zone}` : zone);
}

function isoOfMail(text: string): string | undefined {
  const { day = '', name = '', year = '', time = '', zone = '' } = MAIL.exec(text)?.groups ?? {};
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  return month === 0 ? undefined : `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')} ${time}${zone}`;
}

function instantOf(date: string, time: string): Instant {
  const { year, month, day } = ISO_DATE.exec(date)?.groups ?? {};
  const clock = TIME.exec(time)?.groups;
  if (day === undefined || !clock) return Number.NaN;
  const { hour, minute = '00', second = '00', fraction } = clock;
  return utcInstant(`${year}-${month}-${day}`, `${hour}:${minute}:${second}`, fraction);
}

/** How far a zone's clocks are ahead, in milliseconds; NaN for what is no zone. */
function aheadOfUtc(zone: string): number {
  if (UTC.test(zone)) return 0;
  const { sign, hours, minutes = '0' } = ZONE.exec(zone)?.groups ?? {};
  const ahead = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  return sign === '-' ? -ahead : ahead;
}
