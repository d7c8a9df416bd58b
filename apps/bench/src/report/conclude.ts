import { BARS, judge, type Verdict } from './bars';
import { valueOf, type Figure, type Outcome } from './figure';

/** How a benchmark ends. */
export interface Conclusion {
  /** The last lines of what is printed. */
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1;
}

/**
 * Sums a benchmark up. A mismatch always fails it; what is below its bar, was not measured or was measured on a server
 * with unsafe settings proves nothing, and fails it when it is strict.
 */
export function conclude({ figures, mismatches }: Outcome, unsafe: readonly string[], strict: boolean): Conclusion {
  const verdicts = figures.flatMap(verdictsOf);
  const count = (wanted: Verdict): number => verdicts.filter((verdict) => verdict === wanted).length;
  const [below, missing] = [count('below the bar'), count('not measured')];
  const lines = [
    ...mismatches.map((text) => `MISMATCH ${text}`),
    ...(unsafe.length > 0 ? [`The figures do not count: ${unsafe.join(', ')} must be on.`] : []),
    `${verdicts.length} figures, ${below} below the bar, ${missing} not measured, ${mismatches.length} mismatches`,
  ];
  const proven = below === 0 && missing === 0 && unsafe.length === 0;
  return { lines, exitCode: mismatches.length > 0 || (strict && !proven) ? 1 : 0 };
}

const verdictsOf = (figure: Figure): Verdict[] => BARS.filter(({ name }) => name === figure.row).map((bar) => judge(bar, valueOf(figure)));
