/** What a figure is held against; the verdict is a comparison and nothing else. */
export interface Bar {
  /** The row's name, by which scenarios report to it. */
  readonly name: RowName;
  readonly title: string;
  readonly unit: string;
  readonly direction: 'at least' | 'at most';
  readonly bar: number;
  readonly goal?: number;
}

/** The rows of the table. */
export type RowName =
  | 'callbacks-16'
  | 'callbacks-64'
  | 'callbacks-shared'
  | 'cpu'
  | 'lateness'
  | 'expiry-rate'
  | 'million-statements'
  | 'million-buffers'
  | 'million-latency'
  | 'million-memory'
  | 'tick'
  | 'pass'
  | 'pass-growth'
  | 'signature-timing'
  | 'create-statements'
  | 'callback-statements';

const atLeast = { direction: 'at least' } as const;
const atMost = { direction: 'at most' } as const;

/** Every row with its bar, and its goal where there is one beyond the bar. */
export const BARS: readonly Bar[] = [
  { name: 'callbacks-16', title: 'callbacks/s, 16 callers, pipelines of 6 jobs', unit: '× limit', ...atLeast, bar: 0.3, goal: 0.45 },
  { name: 'callbacks-64', title: 'the same, 64 callers', unit: '× limit', ...atLeast, bar: 0.5, goal: 0.8 },
  { name: 'callbacks-shared', title: 'the same, 64 callers, 20 pipelines of 100 waits', unit: '× limit', ...atLeast, bar: 0.4, goal: 1 },
  { name: 'cpu', title: 'CPU for 1,000 callbacks, 16 callers, API + database', unit: 's', ...atMost, bar: 0.4 },
  { name: 'lateness', title: 'lateness of failing 2,000 jobs due at once, p99', unit: 'ms', ...atMost, bar: 250 },
  { name: 'expiry-rate', title: 'jobs failed per second, pipelines processed', unit: '/s', ...atLeast, bar: 8_000 },
  { name: 'million-statements', title: 'callback beside 1,000,000 waits: more statements', unit: '', ...atMost, bar: 0 },
  // A tree of 1,000,000 entries is up to two levels higher than an empty one, and a callback descends a dozen of them.
  { name: 'million-buffers', title: 'callback beside 1,000,000 waits: shared buffers', unit: '×', ...atMost, bar: 1.25 },
  { name: 'million-latency', title: 'callback beside 1,000,000 waits: median latency', unit: '×', ...atMost, bar: 1.2 },
  { name: 'million-memory', title: 'callback beside 1,000,000 waits: more memory', unit: 'MiB', ...atMost, bar: 20 },
  { name: 'tick', title: 'a tick with 1,000,000 waiting and none due', unit: 'ms', ...atMost, bar: 20 },
  { name: 'pass', title: 'one processing pass over 2,000 jobs, warm', unit: 'ms', ...atMost, bar: 10 },
  { name: 'pass-growth', title: 'its growth from 100 to 10,000 jobs: off a line by', unit: '', ...atMost, bar: 0.2 },
  // Source of the bound: dudect, which takes a larger t for a leak.
  { name: 'signature-timing', title: 'signature wrong in its first or last byte: |t|', unit: '', ...atMost, bar: 4.5 },
  { name: 'create-statements', title: 'statements to create a pipeline of 1,000 jobs', unit: '', ...atMost, bar: 25 },
  { name: 'callback-statements', title: 'statements of a callback in it', unit: '', ...atMost, bar: 10 },
];

/** What a figure is worth. */
export type Verdict = 'not measured' | 'below the bar' | 'meets the bar' | 'meets the goal';

/** Compares a figure with its bar and its goal; null was not measured. */
export function judge({ direction, bar, goal }: Pick<Bar, 'direction' | 'bar' | 'goal'>, value: number | null): Verdict {
  if (value === null || Number.isNaN(value)) return 'not measured';
  const reaches = (mark: number): boolean => (direction === 'at least' ? value >= mark : value <= mark);
  if (!reaches(bar)) return 'below the bar';
  return goal !== undefined && reaches(goal) ? 'meets the goal' : 'meets the bar';
}
