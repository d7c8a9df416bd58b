import type { Experiment, ExperimentResult, Finding, Measurement } from '@holdpoint/evaluation-experiment';

/** The format of a report and its version; a change that old readers misread gives it another number. */
export const REPORT_FORMAT = 'holdpoint.evaluation-report/1';

/** What the experiments of one run found, and beside it what this machine took for it. */
export interface Report {
  readonly format: typeof REPORT_FORMAT;
  readonly seed: number;
  /** Where experiments that need a database had one; what needs one is left out of a run in memory. */
  readonly store: 'memory' | 'postgresql';
  /** The same for the same seed and store, on every machine. */
  readonly experiments: readonly ReportedExperiment[];
  /** What differs from machine to machine; null in a report that is kept for its findings. */
  readonly measured: Measured | null;
}

/** An experiment as it is described, and what became of it. */
export interface ReportedExperiment extends Omit<Experiment, 'run'>, Pick<ExperimentResult, 'summary' | 'broken' | 'findings' | 'leftOut'> {
  /** The message of the error that ended it; null when it came to its end. */
  readonly crash: string | null;
}

/** Figures, and the machine on which they were taken. */
export interface Measured {
  /** Facts by name, ready to be shown. */
  readonly machine: Readonly<Record<string, string>>;
  readonly figures: readonly Figure[];
}

/** A measurement with the experiment that took it. */
export interface Figure extends Measurement {
  readonly experiment: string;
}

/** What became of an experiment. */
export type Outcome = 'held' | 'broken' | 'crashed' | 'left out';

/** An experiment has held when it was run to its end and no invariant broke in the product. */
export function outcomeOf({ crash, broken, leftOut }: ReportedExperiment): Outcome {
  if (crash !== null) return 'crashed';
  if (leftOut) return 'left out';
  return broken.length > 0 ? 'broken' : 'held';
}

/** Whether an experiment shows that something is wrong with the product, or with itself. */
export const isUnsound = (experiment: ReportedExperiment): boolean => ['broken', 'crashed'].includes(outcomeOf(experiment));

/** The report without anything of this machine: what is kept and compared. */
export const findingsOnly = (report: Report): Report => ({ ...report, measured: null });

/** A finding with the experiment that it belongs to. */
export interface PlacedFinding {
  readonly experiment: ReportedExperiment;
  readonly finding: Finding;
}

/** What could not be tried here is listed, but nothing is concluded from it. */
export const isMeasured = ({ data }: Pick<Finding, 'data'>): boolean => data['measured'] !== false;

/** Every finding of a report, in its order. */
export const findingsOf = ({ experiments }: Report): readonly PlacedFinding[] =>
  experiments.flatMap((experiment) => experiment.findings.map((finding) => ({ experiment, finding })));
