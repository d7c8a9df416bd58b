import type { Instant } from './instant';

/**
 * The instant of a date (`2026-08-08`), a time of it in UTC (`10:15:30`) and a fraction of its second (`5`), of which all
 * beyond the milliseconds is left out; NaN for anything else. Read back and compared, since `Date.parse` takes other forms
 * too, and makes a 2nd of March of a 30th of February. Source: ECMA-262, 21.4.1.32, which has no leap second.
 */
export function utcInstant(date: string, time: string, fraction = ''): Instant {
  const text = `${date}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const instant = Date.parse(text);
  return !Number.isNaN(instant) && new Date(instant).toISOString() === text ? instant : Number.NaN;
}
