import type { Instant } from '@holdpoint/kernel';
import type { StoreClockEstimate } from './store-clock-estimate';

/** Longest delay of a Node timer; a longer one would fire at once. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/** One timer for the earliest of the instants it was given. */
export class WakeTimer {
  private armedFor: Instant | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly clock: StoreClockEstimate,
    private readonly wake: () => void,
  ) {}

  /** Wakes at an instant of the store's clock, unless it is to wake earlier anyway. */
  arm(at: Instant): void {
    if (this.armedFor !== null && this.armedFor <= at) return;
    this.disarm();
    this.armedFor = at;
    this.timer = setTimeout(() => this.fire(), Math.min(this.clock.msUntil(at), TIMER_MS_MAX));
  }

  disarm(): void {
    clearTimeout(this.timer);
    this.armedFor = null;
  }

  private fire(): void {
    this.armedFor = null;
    this.wake();
  }
}
