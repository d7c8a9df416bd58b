/** Proves that a strict benchmark passes only what was measured, where it counts, and reached its bar. */
import { conclude } from './conclude';
import type { Outcome } from './figure';

const outcome = (samples: readonly number[], ...mismatches: readonly string[]): Outcome => ({ figures: [{ row: 'pass', samples, detail: '' }], mismatches });

it.each<[string, Outcome, readonly string[], lenient: number, strict: number]>([
  ['what reached its bar', outcome([9]), [], 0, 0],
  ['what is below it', outcome([11]), [], 0, 1],
  ['what was not measured', outcome([]), [], 0, 1],
  ['what was measured without fsync', outcome([9]), ['fsync'], 0, 1],
  ['rows that are not what they must be', outcome([9], 'a row'), [], 1, 1],
])('judges %s', (_what, result, unsafe, lenient, strict) => {
  expect([conclude(result, unsafe, false).exitCode, conclude(result, unsafe, true).exitCode]).toEqual([lenient, strict]);
});

it('says what it has found', () => {
  expect(conclude(outcome([], 'a row'), ['fsync'], false).lines).toEqual([
    'MISMATCH a row',
    'The figures do not count: fsync must be on.',
    '1 figures, 0 below the bar, 1 not measured, 1 mismatches',
  ]);
});
