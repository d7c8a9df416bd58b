import { MINUTE_MS, type Instant } from '@holdpoint/kernel';

const TRUE: readonly unknown[] = [true, 1, '1', 't', 'true', 'y', 'yes', 'on'];
const FALSE: readonly unknown[] = [false, 0, '0', 'f', 'false', 'n', 'no', 'off'];

const lowered = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** Reads a boolean in any of the spellings that GitLab takes (`True` among them); anything else stays as it is. */
export function toBoolean(value: unknown): unknown {
  if (TRUE.includes(lowered(value))) return true;
  return FALSE.includes(lowered(value)) ? false : value;
}

/** Reads a plain decimal number; anything else stays as it is, for validation to refuse. */
export function toInteger(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,16}$/.test(value.trim()) ? Number(value) : value;
}

/** Reads a decimal number with or without a fraction; anything else stays as it is, for validation to refuse. */
export function toNumber(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,16}(\.\d{1,16})?$/.test(value.trim()) ? Number(value) : value;
}

/** Takes a JSON number or boolean where text is expected, as GitLab does. */
export function toText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** Reads a list given as `x=a`, `x[]=a` or `x[0]=a`; an empty text is an empty list. */
export function toList(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : value;
}

/** Reads a list as {@link toList} does, whose texts may be several with commas between them. */
export function toCommaList(value: unknown): unknown {
  const list = toList(value);
  if (!Array.isArray(list)) return list;
  return list.flatMap((item: unknown) => (typeof item === 'string' ? item.split(',').map((part) => part.trim()) : [item]));
}

const DATE = /^(?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)$/;
const TIME =
  /^(?<hour>\d\d)(?::?(?<minute>\d\d)(?::?(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?)?(?<zone>Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?$/i;
const ZONE = /^(?<sign>[+-])(?<hours>\d\d):?(?<minutes>\d\d)?$/;

/**
 * Reads a date with or without a time in the basic or the extended form of ISO 8601; UTC where no zone is given.
 * Answers NaN for anything else (weeks, days of the year, a 30th of February, a zone of 24 hours), for validation to refuse.
 */
export function toInstant(value: unknown): Instant {
  const [date = '', time = '00', ...rest] = typeof value === 'string' ? value.split(/[Tt ]/) : [];
  const { year, month, day } = DATE.exec(date)?.groups ?? {};
  const clock = TIME.exec(time)?.groups;
  if (rest.length > 0 || day === undefined || !clock) return Number.NaN;
  const { hour, minute = '00', second = '00', fraction = '0', zone = 'Z' } = clock;
  const seconds = `${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}`;
  const instant = Date.parse(`${year}-${month}-${day}T${seconds}Z`);
  const isReal = !Number.isNaN(instant) && new Date(instant).toISOString() === `${year}-${month}-${day}T${seconds}Z`;
  return isReal ? instant - offsetOf(zone) : Number.NaN;
}

/** How far a zone's clocks are ahead, in milliseconds. */
function offsetOf(zone: string): number {
  const { sign, hours = '0', minutes = '0' } = ZONE.exec(zone)?.groups ?? {};
  const ahead = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  return sign === '-' ? -ahead : ahead;
}
