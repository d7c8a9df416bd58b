/** What an experiment is about; `--family` selects by it. */
export const FAMILIES = [
  'catalogue',
  'ablation',
  'side_effects',
  'storage',
  'configuration',
  'time',
  'delivery',
  'random_worlds',
] as const;

/** One of {@link FAMILIES}. */
export type Family = (typeof FAMILIES)[number];

/** One risk of external jobs, and how it is measured. */
export interface Experiment {
  /** Unique; kebab-case, and the name of its file. */
  readonly id: string;
  readonly family: Family;
  readonly title: string;
  /** The risk in one sentence. */
  readonly risk: string;
  /** Where the risk comes from: integration points by number, or what the spike found. */
  readonly source: string;
  /** What differs from run to run, in one sentence. */
  readonly varied: string;
  /** What must hold in the product, in one sentence each. */
  readonly invariants: readonly string[];
  /** Runs it to its end. Same seed, same findings; rejects only for a bug, or with the signal's reason. */
  run(context: ExperimentContext): Promise<ExperimentResult>;
}

/** What an experiment is given. */
export interface ExperimentContext {
  /** Whatever is random comes from it. */
  readonly seed: number;
  /** An empty database of its own on a PostgreSQL server; null where none is to be had: what needs one is left out and says so. */
  readonly databaseUrl: string | null;
  readonly signal: AbortSignal;
  /** Tells how far it has come. */
  progress(done: number, total: number): void;
}

/** What an experiment has found. */
export interface ExperimentResult {
  /** True when nothing was tried, for want of a database: nothing has held then. */
  readonly leftOut?: true;
  /** What the data say, in one or two sentences made from them. */
  readonly summary: string;
  /** Invariants that do not hold in the product itself; empty is good. What an ablation breaks is a finding. */
  readonly broken: readonly string[];
  /** The same for the same seed, on every machine. */
  readonly findings: readonly Finding[];
  /** Times and sizes, which differ from machine to machine. */
  readonly measurements: readonly Measurement[];
}

/** How bad what a user would see is, worst first; by the rule of `severityOf`. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'none'] as const;

/** One of {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];

/** One thing that was found. */
export interface Finding {
  /** Unique within its experiment and stable: findings of two reports are compared by it. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** What a user would see, in one sentence. */
  readonly observation: string;
  /**
   * Counts and names behind it. An experiment that compares ways of building names each finding's way by `variant`, and
   * has a finding for every way, of severity `none` where nothing goes wrong: by it a report tells what to build.
   * What could not be tried has `measured: false`, and counts for nothing. A point of the catalogue says whether it is
   * `handled`.
   */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  /** A scenario file that `npm run conformance -- --cases` can run and that shows it; null where there is none. */
  readonly reproduction: string | null;
}

/** One figure of this machine. */
export interface Measurement {
  readonly id: string;
  readonly title: string;
  readonly value: number;
  /** `ms`, `bytes`, `statements`, `worlds/s`. */
  readonly unit: string;
}
