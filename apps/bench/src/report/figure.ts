import type { RowName } from './bars';
import { median } from './statistics';

/** What was measured for a row: one sample for each round, and what else is worth saying. */
export interface Figure {
  readonly row: RowName;
  readonly samples: readonly number[];
  /** The absolute figures behind it, and how they were taken. */
  readonly detail: string;
}

/** A scenario's outcome: its figures, and whatever was found wrong afterwards. */
export interface Outcome {
  readonly figures: readonly Figure[];
  /** Each ends the benchmark with exit code 1. */
  readonly mismatches: readonly string[];
}

/** The figure's value; null when it could not be measured. */
export const valueOf = ({ samples }: Figure): number | null => (samples.length === 0 ? null : median(samples));

/** A number with as many digits as one can believe. */
export function digits(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

/** `median [least–most]`; the range is left out for a single sample. */
export function withRange(samples: readonly number[]): string {
  if (samples.length === 0) return 'not measured';
  const range = samples.length > 1 ? ` [${digits(Math.min(...samples))}–${digits(Math.max(...samples))}]` : '';
  return `${digits(median(samples))}${range}`;
}
