import type { Finding } from '@holdpoint/evaluation-experiment';
import { findingsOf, isMeasured, type Report, type ReportedExperiment } from '../report';
import { byHarm, bySeverity, severityCounts, type SeverityCounts } from './severity-counts';

/**
 * The key of a finding's data that names the way of building it under which it was found. An experiment that compares
 * ways has at least one finding for each, of severity `none` where nothing goes wrong.
 */
const VARIANT_KEY = 'variant';

/**
 * The key of a finding's data that names the kind of object it was found on. What is best for a Kustomization need not be
 * so for a HelmRelease: ways are compared on each kind by itself.
 */
const OBJECT_KEY = 'object';

/** One way of building something, and what came of it. */
export interface Choice {
  readonly experiment: ReportedExperiment;
  readonly variant: string;
  /** Null where the findings name no object. */
  readonly object: string | null;
  readonly verdict: 'build' | 'either' | 'do not build';
  readonly counts: SeverityCounts;
  readonly worst: Finding;
}

/** The rule of {@link choicesOf}, in words. */
export const CHOICE_RULE = `Where an experiment compares ways of building (\`data.${VARIANT_KEY}\`), build the one with the fewest critical findings, then the fewest high ones, and so on; for each kind of object by itself (\`data.${OBJECT_KEY}\`).`;

/** Judges the ways of building that experiments compare, by {@link CHOICE_RULE}; the best of each experiment first. */
export const choicesOf = (report: Report): readonly Choice[] => report.experiments.flatMap(choicesIn);

function choicesIn(experiment: ReportedExperiment): readonly Choice[] {
  const measured = experiment.findings.filter(isMeasured);
  const objects = new Set(measured.map((finding) => wordOf(finding, OBJECT_KEY)));
  return [...objects].flatMap((object) => choicesAmong(experiment, object, measured.filter((finding) => wordOf(finding, OBJECT_KEY) === object)));
}

function choicesAmong(experiment: ReportedExperiment, object: string | null, findings: readonly Finding[]): readonly Choice[] {
  const variants = new Set(findings.flatMap((finding) => wordOf(finding, VARIANT_KEY) ?? []));
  if (variants.size < 2) return [];
  const tried = [...variants].map((variant) => tally(variant, findings)).sort((a, b) => byHarm(a.counts, b.counts));
  const best = tried.filter(({ counts }) => tried[0] && byHarm(counts, tried[0].counts) === 0);
  return tried.map((choice) => ({ ...choice, experiment, object, verdict: verdictOf(best.includes(choice), best.length) }));
}

function verdictOf(isBest: boolean, bestOnes: number): Choice['verdict'] {
  if (!isBest) return 'do not build';
  return bestOnes === 1 ? 'build' : 'either';
}

function tally(variant: string, among: readonly Finding[]): Pick<Choice, 'variant' | 'counts' | 'worst'> {
  const findings = among.filter((finding) => wordOf(finding, VARIANT_KEY) === variant);
  const [worst] = [...findings].sort((a, b) => bySeverity(a.severity, b.severity));
  if (!worst) throw new Error(`no finding of the variant ${variant}`);
  return { variant, counts: severityCounts(findings), worst };
}

function wordOf({ data }: Finding, key: string): string | null {
  const word = Object.hasOwn(data, key) ? data[key] : null;
  return word === undefined || word === null ? null : String(word);
}

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
