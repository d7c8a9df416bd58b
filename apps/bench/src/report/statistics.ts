/** The value at a share of the sorted samples (nearest rank); NaN without samples. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The middle sample; of an even number the mean of the middle two. NaN without samples. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const upper = Math.floor(sorted.length / 2);
  const middle = sorted.length % 2 === 1 ? [sorted[upper]] : [sorted[upper - 1], sorted[upper]];
  return mean(middle.map((value) => value ?? Number.NaN));
}

/** The mean; NaN without samples. */
export const mean = (samples: readonly number[]): number =>
  samples.length === 0 ? Number.NaN : samples.reduce((sum, value) => sum + value, 0) / samples.length;

/** Welch's t of two groups of samples: how many standard errors their means are apart. NaN for groups of fewer than two. */
export function welchT(a: readonly number[], b: readonly number[]): number {
  const [ofA, ofB] = [a, b].map((samples) => ({ mean: mean(samples), error: variance(samples) / samples.length })) as [Group, Group];
  return (ofA.mean - ofB.mean) / Math.sqrt(ofA.error + ofB.error);
}

interface Group {
  readonly mean: number;
  readonly error: number;
}

function variance(samples: readonly number[]): number {
  const middle = mean(samples);
  return samples.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (samples.length - 1);
}

/** A measured cost at a size. */
export interface SizedCost {
  readonly size: number;
  readonly cost: number;
}

/**
 * How far the costs are from a straight line `fixed + each × size`, as a share of the line: the largest distance of a
 * point. The line is fitted so that a small size counts as much as a large one.
 */
export function distanceFromLine(points: readonly SizedCost[]): number {
  const weighted = points.map(({ size, cost }) => ({ size, cost, weight: 1 / (cost * cost) }));
  const sum = (of: (point: (typeof weighted)[number]) => number): number =>
    weighted.reduce((total, point) => total + point.weight * of(point), 0);
  const [w, x, y] = [sum(() => 1), sum(({ size }) => size), sum(({ cost }) => cost)];
  const [xx, xy] = [sum(({ size }) => size * size), sum(({ size, cost }) => size * cost)];
  const each = (w * xy - x * y) / (w * xx - x * x);
  const fixed = (y - each * x) / w;
  return Math.max(...points.map(({ size, cost }) => Math.abs(cost / (fixed + each * size) - 1)));
}
