/** When workers that found no task look again: a few times if they were told of one, and at the poll otherwise. */
import type { Worker, WorkerEvents } from 'graphile-worker';
import { EventEmitter } from 'node:events';
import { nudgeIdleWorkers } from './nudge-idle-workers';

const POLL_MS = 2_000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A worker that finds nothing whenever it looks; tells after how long it was nudged, by half a spread at most. */
function idleWorker(): { readonly look: () => void; readonly nudges: () => number; readonly end: () => void } {
  const events: WorkerEvents = new EventEmitter();
  const end = nudgeIdleWorkers(events, POLL_MS);
  let nudged = 0;
  const worker = { nudge: () => Boolean((nudged += 1)) } as unknown as Worker;
  return { look: () => void events.emit('worker:getJob:empty', { worker }), nudges: () => nudged, end };
}

/** Looks whenever it was nudged, until nothing more is planned. */
function lookWheneverNudged({ look, nudges }: ReturnType<typeof idleWorker>): number {
  const before = nudges();
  for (let seen = before; jest.getTimerCount() > 0; ) {
    jest.runOnlyPendingTimers();
    if (nudges() > seen) look();
    seen = nudges();
  }
  return nudges() - before;
}

it.each([1, 0.5 * POLL_MS, 0.95 * POLL_MS])('told after %d ms it looks again three times', (phaseMs) => {
  const worker = idleWorker();
  worker.look();
  expect(jest.getTimerCount()).toBe(0);
  jest.advanceTimersByTime(phaseMs);
  worker.look();
  expect(lookWheneverNudged(worker)).toBe(3);
});

it('told once more it begins anew', () => {
  const worker = idleWorker();
  worker.look();
  jest.advanceTimersByTime(10);
  worker.look();
  lookWheneverNudged(worker);
  jest.advanceTimersByTime(10);
  worker.look();
  expect(lookWheneverNudged(worker)).toBe(3);
});

it('polled it waits for the next poll, and ended it looks no more', () => {
  const worker = idleWorker();
  worker.look();
  jest.advanceTimersByTime(POLL_MS);
  worker.look();
  expect(jest.getTimerCount()).toBe(0);
  jest.advanceTimersByTime(10);
  worker.look();
  worker.end();
  expect(jest.getTimerCount()).toBe(0);
});
