import { judge } from './bars';
import { digits, withRange } from './figure';
import { markdown, resultTable } from './table';

it.each([
  ['at least', 0.29, 'below the bar'],
  ['at least', 0.3, 'meets the bar'],
  ['at least', 0.45, 'meets the goal'],
  ['at most', 0.46, 'below the bar'],
  ['at most', 0.31, 'meets the goal'],
  ['at most', null, 'not measured'],
] as const)('judges %s, %s: %s', (direction, value, verdict) => {
  const marks = direction === 'at least' ? { bar: 0.3, goal: 0.45 } : { bar: 0.45, goal: 0.31 };
  expect(judge({ direction, ...marks }, value)).toBe(verdict);
});

it('shows medians with their range, and no more digits than one can believe', () => {
  expect(withRange([0.4312, 0.2, 0.5])).toBe('0.43 [0.20–0.50]');
  expect(withRange([12.345])).toBe('12.3');
  expect(withRange([])).toBe('not measured');
  expect(digits(8123.4)).toBe('8,123');
});

it('aligns its columns', () => {
  expect(markdown([['a', 'bb'], ['ccc', 'd']])).toEqual(['| a   | bb |', '| --- | -- |', '| ccc | d  |']);
});

it('lists figures in the order of the bars, with their details', () => {
  const table = resultTable([
    { row: 'pass', samples: [11], detail: 'by the story' },
    { row: 'callbacks-16', samples: [], detail: 'no pgbench' },
  ]);
  expect(table).toMatch(/callbacks\/s, 16 callers.*not measured.*\n.*2,000 jobs, warm *\| 11 ms *\| at most 10 *\| *\| below the bar/);
  expect(table).toContain('- one processing pass over 2,000 jobs, warm: by the story');
});
