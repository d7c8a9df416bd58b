import type { Finding } from '@holdpoint/evaluation-experiment';
import { findingsOf, isMeasured, type Report, type ReportedExperiment } from '../report';
import { byHarm, bySeverity, severityCounts, type SeverityCounts } from './severity-counts';

/**
 * The key of a finding's data that names the way of building it under which it was found. An experiment that compares
 * ways has at least one finding for each, of severity `none` where nothing goes wrong.
 */
const VARIANT_KEY = 'variant';

/** One way of building something, and what came of it. */
export interface Choice {
  readonly experiment: ReportedExperiment;
  readonly variant: string;
  readonly verdict: 'build' | 'either' | 'do not build';
  readonly counts: SeverityCounts;
  readonly worst: Finding;
}

/** The rule of {@link choicesOf}, in words. */
export const CHOICE_RULE = `Where an experiment compares ways of building (\`data.${VARIANT_KEY}\`), build the one with the fewest critical findings, then the fewest high ones, and so on.`;

/** Judges the ways of building that experiments compare, by {@link CHOICE_RULE}; the best of each experiment first. */
export const choicesOf = (report: Report): readonly Choice[] => report.experiments.flatMap(choicesIn);

function choicesIn(experiment: ReportedExperiment): readonly Choice[] {
  const variants = new Set(experiment.findings.filter(isMeasured).flatMap(({ data }) => variantOf(data) ?? []));
  if (variants.size < 2) return [];
  const tried = [...variants].map((variant) => tally(experiment, variant)).sort((a, b) => byHarm(a.counts, b.counts));
  const best = tried.filter(({ counts }) => tried[0] && byHarm(counts, tried[0].counts) === 0);
  return tried.map((choice) => ({ ...choice, verdict: verdictOf(best.includes(choice), best.length) }));
}

function verdictOf(isBest: boolean, bestOnes: number): Choice['verdict'] {
  if (!isBest) return 'do not build';
  return bestOnes === 1 ? 'build' : 'either';
}

function tally(experiment: ReportedExperiment, variant: string): Omit<Choice, 'verdict'> {
  const findings = experiment.findings.filter((finding) => isMeasured(finding) && variantOf(finding.data) === variant);
  const [worst] = [...findings].sort((a, b) => bySeverity(a.severity, b.severity));
  if (!worst) throw new Error(`no finding of the variant ${variant}`);
  return { experiment, variant, counts: severityCounts(findings), worst };
}

const variantOf = (data: Finding['data']): string | undefined => {
  const variant = Object.hasOwn(data, VARIANT_KEY) ? data[VARIANT_KEY] : undefined;
  return variant === undefined || variant === null ? undefined : String(variant);
};

/** The experiment that takes the new state or kind from one place at a time; others of its family combine places. */
const ABLATION = 'ablation';

/** Places by what leaving them out would do. */
export interface Places {
  /** Leaving them out is critical or high. */
  readonly must: readonly Finding[];
  /** Leaving them out is seen by nobody, in any scenario. */
  readonly mayBeLeftOut: readonly Finding[];
  readonly total: number;
}

/** The rule of {@link placesOf}, in words. */
export const PLACES_RULE = 'Build every place whose ablation is critical or high before anything is released; what no scenario shows when it is left out may wait.';

/** Sorts the places that were ablated, by {@link PLACES_RULE}. */
export function placesOf(report: Report): Places {
  const placed = findingsOf(report).filter(({ experiment, finding }) => experiment.id === ABLATION && isMeasured(finding));
  const findings = placed.map(({ finding }) => finding);
  return {
    must: findings.filter(({ severity }) => severity === 'critical' || severity === 'high'),
    mayBeLeftOut: findings.filter(({ severity }) => severity === 'none'),
    total: findings.length,
  };
}
