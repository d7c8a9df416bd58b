/** Durations as GitLab writes them, into seconds; and that reading back what was written gives the same (fast-check). */
import fc from 'fast-check';
import { parseDurationSeconds } from './parse-duration';

describe('a duration', () => {
  it.each([
    ['1 hour', 3_600],
    ['3h 30m', 12_600],
    ['1h30m', 5_400],
    ['90 seconds', 90],
    ['90', 90],
    ['1 week', 604_800],
    ['2 days', 172_800],
    ['1 month', 2_592_000],
    ['1 hr, 20 mins and 5 secs', 4_805],
    ['1.5 hours', 5_400],
    ['0.5s', 0.5],
    ['0.0005', 0.001],
    ['2 WEEKS', 1_209_600],
    ['1 year', 31_557_600],
    ['1:30', 90],
    ['1:00:30', 3_630],
    ['12:30:00', 45_000],
    ['1 : 30.5', 90.5],
    ['1:1:1:1:1:1', 34_239_661],
    ['hour', 3_600],
    ['hour 30 minutes', 5_400],
    ['minutes hours', 60],
    ['1 hour 5', 3_605],
    ['.5 hours', 1_800],
    ['1 30 minutes', 1_800],
  ])('%s is %d s', (text, seconds) => {
    expect(parseDurationSeconds(text)).toBe(seconds);
  });

  it.each(['', ' ', 'soon', '5 parsecs', '1 hour soon minutes', '-1 hour', '0', '0 minutes', '0.0004', '0.0000001 hours', '1:30:', ':30', '0:00', '1:30 hours', '1:1:1:1:1:1:1', '1.', '1h!', 'NaN', `1${'0'.repeat(400)}`])('%s is none', (text) => {
    expect(parseDurationSeconds(text)).toBeNull();
  });

  it('adds up its parts', () => {
    const part = fc.nat({ max: 99 });
    fc.assert(
      fc.property(part, part, part, fc.integer({ min: 1, max: 59 }), (days, hours, minutes, seconds) => {
        const text = `${days} days ${hours}h${minutes}m and ${seconds} seconds`;
        return parseDurationSeconds(text) === ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => (parseDurationSeconds(text) ?? 1) > 0));
  });
});
