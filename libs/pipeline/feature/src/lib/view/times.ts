import { SECOND_MS, type Instant } from '@holdpoint/kernel';

/** An instant as text; lint bans reading clocks, not writing instants. */
export const toTimestamp = (instant: Instant): string => new Date(instant).toISOString();

/** An instant that may not have come yet. */
export const toTimestampOrNull = (instant: Instant | null): string | null =>
  instant === null ? null : toTimestamp(instant);

/** Seconds from one instant to another, or to now when it has not ended; null when it has not begun. */
export function secondsBetween(from: Instant | null, to: Instant | null, now: Instant): number | null {
  return from === null ? null : Math.max(0, (to ?? now) - from) / SECOND_MS;
}

/** Whole seconds of a duration. */
export const wholeSeconds = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms / SECOND_MS));

/** The day of an instant in UTC. */
export const toDay = (instant: Instant): string => toTimestamp(instant).slice(0, 'yyyy-mm-dd'.length);
