import { distanceFromLine, mean, median, quantile, welchT } from './statistics';

it('takes the middle of odd and even numbers of samples', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

it('takes the nearest rank', () => {
  const samples = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect([quantile(samples, 0.5), quantile(samples, 0.99), quantile(samples, 1)]).toEqual([100, 198, 200]);
});

it('takes the mean', () => {
  expect(mean([1, 2, 6])).toBe(3);
  expect(mean([])).toBeNaN();
});

it('tells how far two groups are apart, in standard errors', () => {
  const [a, b] = [[1, 2, 3], [4, 6, 8]];
  expect(welchT(a, b)).toBeCloseTo(-4 / Math.sqrt(1 / 3 + 4 / 3), 12);
  expect([welchT(a, a), welchT(b, a)]).toEqual([0, -welchT(a, b)]);
  expect(welchT([1], [2, 3])).toBeNaN();
});

it('finds a straight line straight, wherever it begins', () => {
  const line = [100, 1_000, 10_000].map((size) => ({ size, cost: 0.4 + 0.002 * size }));
  expect(distanceFromLine(line)).toBeLessThan(1e-9);
});

it('notices growth that is faster than a line', () => {
  const curve = [100, 1_000, 10_000].map((size) => ({ size, cost: 0.001 * size * Math.log2(size) }));
  expect(distanceFromLine(curve)).toBeGreaterThan(0.1);
  const square = [100, 1_000, 10_000].map((size) => ({ size, cost: size * size }));
  expect(distanceFromLine(square)).toBeGreaterThan(0.5);
});
