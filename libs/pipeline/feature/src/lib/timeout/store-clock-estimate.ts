import type { Instant } from '@holdpoint/kernel';

/**
 * Estimates the store's clock between two readings of it, by the process's monotonic clock: this machine's idea of
 * the time of day, which may be an hour wrong, plays no part. Good for arming timers; rules read the store itself.
 */
export class StoreClockEstimate {
  private offsetMs: number | null = null;

  /** Takes a reading of the store's clock. */
  set(storeNow: Instant): void {
    this.offsetMs = storeNow - performance.now();
  }

  /** Milliseconds until an instant of the store's clock; 0 for one that has passed or before any reading. */
  msUntil(at: Instant): number {
    return this.offsetMs === null ? 0 : Math.max(0, Math.ceil(at - this.offsetMs - performance.now()));
  }
}
