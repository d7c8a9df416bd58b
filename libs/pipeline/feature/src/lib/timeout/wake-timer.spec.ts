/** The timer for the next deadline: it keeps the earliest instant, goes by the store's clock, and survives long waits. */
import { StoreClockEstimate } from './store-clock-estimate';
import { WakeTimer } from './wake-timer';

/** The store's clock is an hour ahead of this machine's: only its own readings may count. */
const STORE_NOW = Date.UTC(2030, 0, 1);

describe('WakeTimer', () => {
  let woken: number;
  let timer: WakeTimer;
  beforeEach(() => {
    jest.useFakeTimers({ now: STORE_NOW - 3_600_000 });
    woken = 0;
    const clock = new StoreClockEstimate();
    clock.set(STORE_NOW);
    timer = new WakeTimer(clock, () => (woken += 1));
  });
  afterEach(() => jest.useRealTimers());

  it('wakes at the earliest of the instants it was given, once', () => {
    timer.arm(STORE_NOW + 500);
    timer.arm(STORE_NOW + 200);
    timer.arm(STORE_NOW + 900);
    jest.advanceTimersByTime(199);
    expect(woken).toBe(0);
    jest.advanceTimersByTime(1);
    expect(woken).toBe(1);
    jest.advanceTimersByTime(10_000);
    expect(woken).toBe(1);
  });

  it('can be armed again after it has woken', () => {
    timer.arm(STORE_NOW + 10);
    jest.advanceTimersByTime(10);
    timer.arm(STORE_NOW + 20);
    jest.advanceTimersByTime(10);
    expect(woken).toBe(2);
  });

  it('wakes at once for an instant that has passed', () => {
    timer.arm(STORE_NOW - 1);
    jest.advanceTimersByTime(0);
    expect(woken).toBe(1);
  });

  it('does not wake at once for an instant beyond the longest delay of a timer', () => {
    timer.arm(STORE_NOW + 60 * 24 * 3_600_000);
    jest.advanceTimersByTime(1_000);
    expect(woken).toBe(0);
  });

  it('does not wake when it was disarmed', () => {
    timer.arm(STORE_NOW + 10);
    timer.disarm();
    jest.advanceTimersByTime(100);
    expect(woken).toBe(0);
  });
});
