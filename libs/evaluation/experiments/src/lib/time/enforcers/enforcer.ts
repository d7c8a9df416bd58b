import type { Instant } from '@holdpoint/kernel';

/** Something in a process that notices deadlines. */
export interface Enforcer {
  /**
   * Notices what is due. It is told what the clock of its process says, which may be wrong, and answers by that clock
   * when it wants to look again; null when it does not.
   */
  look(processNow: Instant): Promise<Instant | null>;
}

/** The next full multiple of a period: cron ticks by the clock, not by when it began. */
export const nextTick = (now: Instant, periodMs: number): Instant => (Math.floor(now / periodMs) + 1) * periodMs;

/** The earlier of two instants, where null is never. */
export const earlier = (a: Instant | null, b: Instant | null): Instant | null => (a === null || b === null ? (a ?? b) : Math.min(a, b));
