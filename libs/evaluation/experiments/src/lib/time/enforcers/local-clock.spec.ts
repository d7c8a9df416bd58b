/** A clock on a wall runs like any other, but for two nights a year. */
import { HOUR_MS, MINUTE_MS } from '@holdpoint/kernel';
import fc from 'fast-check';
import { berlinWallClock } from './local-clock';

it('is an hour or two ahead of UTC, to the millisecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }), (at) => {
      expect([HOUR_MS, 2 * HOUR_MS]).toContain(berlinWallClock(at) - at);
    }),
  );
});

it.each([
  ['forward', Date.UTC(2026, 2, 29, 1), HOUR_MS + MINUTE_MS],
  ['back', Date.UTC(2026, 9, 25, 1), MINUTE_MS - HOUR_MS],
])('jumps %s by an hour', (_direction, at, jump) => {
  expect(berlinWallClock(at) - berlinWallClock(at - MINUTE_MS)).toBe(jump);
});
